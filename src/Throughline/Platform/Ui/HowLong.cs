namespace Throughline.Platform.Ui;

/// <summary>Lengths of time as a person reads them: "3 h 20 min".</summary>
public static class HowLong
{
    private const int WholeDays = 10, WholeMinutes = 10;

    /// <summary>The two largest units; "—" for nothing.</summary>
    public static string Of(double? seconds) =>
        seconds is not { } given || double.IsNaN(given) ? "—" : Of(TimeSpan.FromSeconds(Math.Round(given)));

    public static string Of(TimeSpan time) => time switch
    {
        { TotalDays: >= WholeDays } => Words.Say($"{time.TotalDays:0} d"),
        { TotalDays: >= 1 } => time.Hours == 0 ? Words.Say($"{time.Days} d") : Words.Say($"{time.Days} d {time.Hours} h"),
        { TotalHours: >= 1 } => time.Minutes == 0 ? Words.Say($"{time.Hours} h") : Words.Say($"{time.Hours} h {time.Minutes} min"),
        { TotalMinutes: >= 1 } => time.Seconds == 0 || time.Minutes >= WholeMinutes
            ? Words.Say($"{time.Minutes} min")
            : Words.Say($"{time.Minutes} min {time.Seconds} s"),
        _ => Words.Say($"{time.Seconds} s"),
    };
}
