namespace Throughline.Statistics.Recommending;

/// <summary>How much a purchase counts for as it ages: exp(−age ÷ <see cref="Days"/>). <see cref="None"/> counts every age alike.</summary>
public readonly record struct Decay
{
    private Decay(double days) => Days = days;

    /// <summary>The age in days at which a purchase counts for 1/e; infinite for <see cref="None"/>.</summary>
    public double Days { get; }

    public static Decay None { get; } = new(double.PositiveInfinity);

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is not above 0.</exception>
    public static Decay Over(double days) =>
        days > 0 ? new(days) : throw new ArgumentOutOfRangeException(nameof(days), days, "A decay takes more than 0 days.");

    /// <summary>The weight of a purchase of that age, in (0, 1]. A default-constructed decay counts every age alike.</summary>
    public double Weight(double age) => Days > 0 ? Math.Exp(-Math.Max(0, age) / Days) : 1;
}
