namespace Throughline.Statistics.CustomerValue;

/// <summary>The few functions the likelihoods need, in logs.</summary>
internal static class LogMath
{
    public static double Gamma(double x) => MathNet.Numerics.SpecialFunctions.GammaLn(x);

    public static double Digamma(double x) => MathNet.Numerics.SpecialFunctions.DiGamma(x);

    public static double Beta(double a, double b) => Gamma(a) + Gamma(b) - Gamma(a + b);

    /// <summary>ln(1 + x), exact for small x, where the framework's own LogP1 is not (Kahan's correction).</summary>
    public static double LogOnePlus(double x)
    {
        var rounded = 1 + x;
        return rounded == 1 ? x : Math.Log(rounded) * (x / (rounded - 1));
    }

    /// <summary>eˣ − 1, exact for small x (Kahan's correction).</summary>
    public static double ExpMinusOne(double x)
    {
        var raised = Math.Exp(x);
        if (raised == 1) return x;
        return raised - 1 == -1 || Math.Abs(x) > 1 ? raised - 1 : (raised - 1) * (x / Math.Log(raised));
    }

    /// <summary>ln(eᵃ + eᵇ) without overflow; either may be −∞.</summary>
    public static double Sum(double a, double b)
    {
        var (low, high) = a < b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(low) ? high : high + LogOnePlus(Math.Exp(low - high));
    }

    /// <summary>1 ÷ (1 + e⁻ˣ) without overflow.</summary>
    public static double Logistic(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>ln Γ(a + n) − ln Γ(a), exact in relative terms where the difference of two logs would not be.</summary>
    public static double Rising(double a, int n)
    {
        if (n > 40) return Gamma(a + n) - Gamma(a);
        var sum = 0.0;
        for (var i = 0; i < n; i++) sum += Math.Log(a + i);
        return sum;
    }

    /// <summary>Ψ(a + n) − Ψ(a).</summary>
    public static double DigammaRise(double a, int n)
    {
        if (n > 40) return Digamma(a + n) - Digamma(a);
        var sum = 0.0;
        for (var i = 0; i < n; i++) sum += 1 / (a + i);
        return sum;
    }

    /// <exception cref="ArgumentException"><paramref name="time"/> is negative or not finite.</exception>
    public static void CheckTime(double time)
    {
        if (!(time >= 0 && double.IsFinite(time))) throw new ArgumentOutOfRangeException(nameof(time), time, "A time is finite and from 0.");
    }

    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0 and finite.</exception>
    public static double Positive(double parameter, string name) =>
        parameter > 0 && double.IsFinite(parameter) ? parameter : throw new ArgumentOutOfRangeException(name, parameter, $"{name} is above 0 and finite.");
}
