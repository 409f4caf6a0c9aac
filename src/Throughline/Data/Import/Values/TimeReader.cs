using System.Text;
using Throughline.Data.Import.Reading;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Data.Import.Values;

/// <summary>Reads the times of one column: which of day and month comes first is decided once, for the whole file.</summary>
/// <param name="Found">How the times are written, with an example, for a person.</param>
internal sealed record TimeReader(DayOrder Order, WallClock Clock, string Found)
{
    private const long Latest = 253_370_764_800_000_000;

    /// <summary>Microseconds since 1970, UTC; null when it is no time from 1970 on.</summary>
    public long? Read(ReadOnlySpan<byte> text)
    {
        if (!DateText.TryRead(text, Order, out var time)) return null;
        var utc = time.OffsetMinutes is { } offset ? time.Local - offset * 60_000_000L : Clock.ToUtc(time.Local);
        return utc is >= 0 and < Latest ? utc : null;
    }

    /// <param name="order">Given by a person; unknown looks at the rows until one settles it.</param>
    /// <exception cref="UnreadableFileException">No row of the file says which of day and month comes first.</exception>
    public static TimeReader Decide(CsvHead head, int column, DayOrder order, WallClock clock)
    {
        var shapes = new Dictionary<DateShape, (int Count, string Example)>();
        foreach (var value in head.Rows.Where(r => column < r.Length).Select(r => r[column]))
        {
            if (!DateText.TryRead(Encoding.UTF8.GetBytes(value), DayOrder.DayFirst, out var time)
                && !DateText.TryRead(Encoding.UTF8.GetBytes(value), DayOrder.MonthFirst, out time)) continue;
            var (count, example) = shapes.GetValueOrDefault(time.Shape, (0, value));
            shapes[time.Shape] = (count + 1, example);
        }
        if (shapes.Count == 0) return new TimeReader(order, clock, "");
        if (order == DayOrder.Unknown && shapes.TryGetValue(DateShape.DayAndMonth, out var doubtful)) order = Settle(head, column, doubtful.Example);
        var (most, (_, shown)) = shapes.MaxBy(pair => pair.Value.Count);
        return new TimeReader(order, clock, Words.Say($"{InWords(most, order)}, such as {shown}"));
    }

    private static DayOrder Settle(CsvHead head, int column, string example)
    {
        foreach (var value in head.Rows.Where(r => column < r.Length).Select(r => r[column]))
            if (DateText.Settles(Encoding.UTF8.GetBytes(value)) is not DayOrder.Unknown and var order) return order;
        var reader = head.OpenRows(out _, out var text);
        using (text)
            while (reader.Read())
                if (DateText.Settles(reader[column]) is not DayOrder.Unknown and var order) return order;
        throw new UnreadableFileException("ambiguous_dates",
            $"Dates such as {example} are ambiguous, and no row settles it. Choose dmy (day first) or mdy (month first).");
    }

    private static string InWords(DateShape shape, DayOrder order) => shape switch
    {
        DateShape.YearFirst or DateShape.Digits => Words.Say("year first"),
        DateShape.DayAndMonth => order == DayOrder.DayFirst ? Words.Say("day first") : Words.Say("month first"),
        DateShape.MonthByName or DateShape.Dotted => Words.Say("day, month, year"),
        DateShape.Epoch => Words.Say("seconds since 1970"),
        DateShape.None => "",
    };
}
