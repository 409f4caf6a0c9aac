using System.Globalization;
using System.Text.Json;
using Throughline.Platform.Time;

namespace Throughline.Tests.Platform.Time;

/// <summary>Worked cases of business time: from the open sources of help desks, restated as facts, and worked out by hand.</summary>
internal static class BusinessCases
{
    public static IReadOnlyList<JsonElement> Read(string name)
    {
        using var stream = typeof(BusinessCases).Assembly.GetManifestResourceStream($"Time/{name}.json")!;
        return [.. JsonDocument.Parse(stream).RootElement.EnumerateArray()];
    }

    public static BusinessCalendar Calendar(JsonElement calendar) => new(
        LocalCalendar.Of(calendar.GetProperty("timeZone").GetString()!),
        calendar.GetProperty("week").EnumerateObject().ToDictionary(d => Weekday(d.Name), d => Hours(d.Value)),
        calendar.TryGetProperty("holidays", out var holidays) ? [.. holidays.EnumerateArray().Select(h => Day(h.GetString()!))] : null,
        calendar.TryGetProperty("specialDays", out var special) ? special.EnumerateObject().ToDictionary(d => Day(d.Name), d => Hours(d.Value)) : null)
    {
        AtClosing = calendar.TryGetProperty("boundary", out _) ? AtClosing.StayAtClosing : AtClosing.RollToNextOpening,
    };

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DayOfWeek Weekday(string name) => 
        Enum.GetValues<DayOfWeek>().Single(d => d.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<OpenHours> Hours(JsonElement hours) =>
        [.. hours.EnumerateArray().Select(h => OpenHours.Read(h[0].GetString(), h[1].GetString())!.Value)];
}
