namespace Throughline.Demo.Truths;

/// <summary>Planted: the carrier North is late in spring, is put right, and is late again in autumn.</summary>
internal static class LateDeliveries
{
    public const string Carrier = "North";
    private const double LateShare = 0.52, OrdinaryShare = 0.04;

    public static string AnyCarrier(Chance chance) => chance.Pick((Carrier, 40.0), ("Swift Post", 35.0), ("Greenline", 25.0));

    /// <summary>How many days later than promised; mostly none.</summary>
    public static int DaysLate(string carrier, DateTimeOffset dispatched, Chance chance) =>
        !chance.Is(carrier == Carrier && IsOn(dispatched) ? LateShare : OrdinaryShare) ? 0 : chance.From(2, 7);

    /// <summary>The last 25 September that has been: when it began again.</summary>
    public static DateTimeOffset LastBeginning(DateTimeOffset today)
    {
        var thisYear = new DateTimeOffset(today.Year, 9, 25, 0, 0, 0, TimeSpan.Zero);
        return thisYear <= today ? thisYear : thisYear.AddYears(-1);
    }

    /// <summary>10 March to 10 May, and 25 September to 15 November.</summary>
    public static bool IsOn(DateTimeOffset at) => at.Month * 100 + at.Day is (>= 310 and <= 510) or (>= 925 and <= 1115);
}
