using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Drivers;

/// <summary>
/// Satisfaction coefficients of a feature from Kano answers: better = (A + O)/(A + O + M + I) from 0 to 1, and
/// worse = −(O + M)/(A + O + M + I) from −1 to 0. Reverse and questionable answers are left out.
/// Source: Berger et al., Center for Quality of Management Journal 2(4), 1993.
/// </summary>
/// <param name="Better">How much having it pleases.</param>
/// <param name="Worse">How much lacking it hurts.</param>
public sealed record Kano(double Better, double Worse, long N)
{
    /// <exception cref="StatisticsException"><c>empty</c> without any answer, <c>negative</c>.</exception>
    public static Kano Of(long attractive, long oneDimensional, long mustBe, long indifferent)
    {
        foreach (var count in (ReadOnlySpan<long>)[attractive, oneDimensional, mustBe, indifferent]) Require.Count(count, "The number of answers");
        var n = attractive + oneDimensional + mustBe + indifferent;
        if (n == 0) throw Require.Empty("A Kano coefficient");
        return new((double)(attractive + oneDimensional) / n, -(double)(oneDimensional + mustBe) / n, n);
    }
}
