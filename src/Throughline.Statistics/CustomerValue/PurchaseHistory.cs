namespace Throughline.Statistics.CustomerValue;

/// <summary>One purchase or refund of one customer: the day, counted from any fixed day, and the amount, below 0 for what was given back.</summary>
public readonly record struct PurchaseDay(int Day, double Amount);

/// <summary>One customer before and after the end of calibration.</summary>
/// <param name="Summary">Purchases until the end, in weeks.</param>
/// <param name="Spend">Repeat purchases with an amount above 0 until the end; null when there are none.</param>
/// <param name="SinceLast">Days from the last purchase to the end.</param>
/// <param name="HeldOut">Purchase days after the end.</param>
public sealed record ObservedCustomer(PurchaseSummary Summary, SpendSummary? Spend, int SinceLast, int HeldOut);

/// <summary>
/// Turns purchases into what the models need. Days are turned into weeks; several purchases of one day count as one, and their amounts less
/// what was given back on it are summed. A day with refunds alone is no purchase day: nobody bought.
/// </summary>
public static class PurchaseHistory
{
    private const double DaysAWeek = 7;

    /// <summary>One customer's days until <paramref name="end"/> and from the day after it until <paramref name="until"/>; null when they
    /// had not bought by the end.</summary>
    /// <exception cref="ArgumentException">An amount is not finite, or <paramref name="until"/> is before <paramref name="end"/>.</exception>
    public static ObservedCustomer? Observe(IEnumerable<PurchaseDay> purchases, int end, int until)
    {
        if (until < end) throw new ArgumentException("The hold-out ends after the calibration.", nameof(until));
        PurchaseDay[] days = [.. purchases.GroupBy(p => p.Day).Where(g => g.Any(p => !(p.Amount < 0))).OrderBy(g => g.Key)
            .Select(g => new PurchaseDay(g.Key, g.Sum(p => p.Amount)))];
        if (days.Any(d => !double.IsFinite(d.Amount))) throw new ArgumentException("Amounts are finite.", nameof(purchases));
        PurchaseDay[] seen = [.. days.TakeWhile(d => d.Day <= end)];
        if (seen.Length == 0) return null;
        double[] repeats = [.. seen.Skip(1).Select(d => d.Amount).Where(amount => amount > 0)];
        return new(
            new(seen.Length - 1, (seen[^1].Day - seen[0].Day) / DaysAWeek, (end - seen[0].Day) / DaysAWeek),
            repeats.Length == 0 ? null : new(repeats.Length, repeats.Average()),
            end - seen[^1].Day,
            days.Count(d => d.Day > end && d.Day <= until));
    }
}
