namespace Throughline.Statistics.Numerics;

/// <summary>Refusals that every function shares, so that one kind of bad input has one name everywhere.</summary>
internal static class Require
{
    /// <summary>Largest count that is taken: beyond it, exact tails take seconds and lose digits.</summary>
    internal const double LargestCount = 1e10;

    internal static void Confidence(double confidence)
    {
        if (!(confidence >= 0.01 && confidence <= 1 - 1e-12))
            throw new StatisticsException("confidence", $"Confidence must lie between 0.01 and 0.999999999999, such as 0.95, but is {confidence}.");
    }

    internal static void Finite(double number, string name)
    {
        if (!double.IsFinite(number)) throw new StatisticsException("notFinite", $"{name} must be a finite number, but is {number}.");
    }

    internal static void Finite(ReadOnlySpan<double> numbers, string name)
    {
        foreach (var number in numbers) Finite(number, name);
    }

    internal static void Positive(double number, string name)
    {
        Finite(number, name);
        if (number <= 0) throw new StatisticsException("notPositive", $"{name} must be above 0, but is {number}.");
    }

    internal static void NotNegative(double number, string name)
    {
        Finite(number, name);
        if (number < 0) throw new StatisticsException("negative", $"{name} must not be negative, but is {number}.");
    }

    internal static void Within(double number, double low, double high, string name)
    {
        Finite(number, name);
        if (number < low || number > high) throw new StatisticsException("outOfRange", $"{name} must lie from {low} to {high}, but is {number}.");
    }

    internal static void Count(double count, string name)
    {
        NotNegative(count, name);
        if (count > LargestCount) throw new StatisticsException("countTooLarge", $"{name} must be at most {LargestCount}, but is {count}.");
    }

    /// <summary>Shapes of beta and gamma and half the degrees of freedom of others: wide enough for every count that is taken.</summary>
    internal static void Shape(double shape, string name) => Within(shape, 1e-100, 2 * LargestCount, name);

    internal static void Share(double count, double total, string name)
    {
        Count(count, name);
        Count(total, "The total");
        if (total < 1) throw Empty(name);
        if (count > total) throw new StatisticsException("countBeyondTotal", $"{name} is {count}, more than the total of {total}.");
    }

    internal static void SameLength(int first, int second, string what)
    {
        if (first != second) throw new StatisticsException("lengthsDiffer", $"{what} must be equally long, but are {first} and {second}.");
    }

    internal static StatisticsException Empty(string what) => new("empty", $"{what} needs at least one observation.");

    internal static StatisticsException TooFew(string what, int least) => new("tooFew", $"{what} needs at least {least} observations.");

    internal static StatisticsException ZeroVariance(string what) => new("zeroVariance", $"{what} has no spread, so no test can be made.");
}
