using System.Text;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Values;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Data.Evaluation;

/// <summary>The days of one column, as an import reads its times: whether 3/4/2011 is in March or in April is decided once.</summary>
/// <exception cref="UnreadableFileException">No row says it.</exception>
internal sealed class DayColumn(CsvHead head, int column, DayOrder order)
{
    private const long MicrosecondsADay = 86_400_000_000;

    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly TimeReader _times = TimeReader.Decide(head, column, order, WallClock.In(null)!);

    /// <summary>The day's number as <see cref="DateOnly.DayNumber"/> counts; null when it is no day from 1970 on.</summary>
    public int? Read(string text) =>
        _times.Read(Encoding.UTF8.GetBytes(text)) is { } at ? Epoch + (int)(at / MicrosecondsADay) : null;

    /// <summary>What <c>--dates</c> says.</summary>
    public static DayOrder OrderOf(string? dates, bool dayFirst) => dates switch
    {
        null or "" => dayFirst ? DayOrder.DayFirst : DayOrder.Unknown,
        "dmy" => DayOrder.DayFirst,
        "mdy" => DayOrder.MonthFirst,
        _ => throw new UnreadableFileException("bad_dates", "--dates is dmy (day first) or mdy (month first)."),
    };
}
