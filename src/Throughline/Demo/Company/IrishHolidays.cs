namespace Throughline.Demo.Company;

/// <summary>The public holidays of Ireland, on which Harbour &amp; Pine works shorter or not at all.</summary>
public static class IrishHolidays
{
    public static IEnumerable<(DateOnly Day, string Name)> Of(int year) =>
    [
        (new(year, 1, 1), "New Year’s Day"), (Brigid(year), "St Brigid’s Day"), (new(year, 3, 17), "St Patrick’s Day"),
        (Easter(year).AddDays(1), "Easter Monday"), (FirstMonday(year, 5), "May Day"), (FirstMonday(year, 6), "June holiday"),
        (FirstMonday(year, 8), "August holiday"), (FirstMonday(year, 11).AddDays(-7), "October holiday"), (new(year, 12, 25), "Christmas Day"),
        (new(year, 12, 26), "St Stephen’s Day"),
    ];

    // The first Monday of February, or the first of February where that is a Friday.
    private static DateOnly Brigid(int year) => new DateOnly(year, 2, 1) is { DayOfWeek: DayOfWeek.Friday } friday ? friday : FirstMonday(year, 2);

    private static DateOnly FirstMonday(int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((int)DayOfWeek.Monday - (int)first.DayOfWeek + 7) % 7);
    }

    // The Gregorian rule in whole numbers (Meeus, Astronomical Algorithms, chapter 8).
    private static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var n = h + l - (7 * ((a + (11 * h) + (22 * l)) / 451)) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
