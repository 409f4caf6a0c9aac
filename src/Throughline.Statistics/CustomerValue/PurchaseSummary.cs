namespace Throughline.Statistics.CustomerValue;

/// <summary>What the repeat-purchase models need to know of a customer (Fader, Hardie and Lee 2005, section 3). All times are in one unit,
/// weeks as a rule.</summary>
/// <param name="Repeats">x, purchase days after the first, from 0.</param>
/// <param name="Last">t_x, the time from the first purchase to the last; 0 when <paramref name="Repeats"/> is 0.</param>
/// <param name="Age">T, the time from the first purchase to the end of observation, from <paramref name="Last"/>.</param>
public readonly record struct PurchaseSummary(int Repeats, double Last, double Age)
{
    /// <summary>The time since the last purchase.</summary>
    public double SinceLast => Age - Last;

    /// <exception cref="ArgumentException">A figure is negative or not finite, the last purchase is after the end, or a customer without
    /// repeats has a last purchase after the first.</exception>
    public void Check()
    {
        if (Repeats < 0 || !double.IsFinite(Age) || !(Last >= 0) || !(Age >= Last))
            throw new ArgumentException($"A purchase summary needs 0 ≤ last ≤ age and repeats from 0: {this}.");
        if (Repeats == 0 && Last > 0) throw new ArgumentException($"A customer without repeats has their last purchase at 0: {this}.");
    }
}
