using System.Text.Json.Serialization;

namespace Throughline.Journeys.Named;

/// <summary>How a number stands to its target. Said only when its whole interval is on one side.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    [JsonStringEnumMemberName("noTarget")] NoTarget,
    [JsonStringEnumMemberName("undecided")] Undecided,
    [JsonStringEnumMemberName("reached")] Reached,
    [JsonStringEnumMemberName("missed")] Missed,
}

/// <summary>A named journey in a period: of those whose time is over, who came how far.</summary>
/// <param name="Share">Who came through, of those who began; null when nobody's time is over.</param>
/// <param name="PValue">That the share is the target (exact, two-sided); null without either.</param>
public sealed record Measured(
    NamedCard Journey, IReadOnlyList<StepReached> Steps, double? Share, double Low, double High, Verdict Verdict, double? PValue,
    double? MedianSeconds, InTime? InTime)
{
    /// <summary>Who began and whose time still runs; in no step and no share.</summary>
    public int OnTheWay { get; init; }

    public int Began => Steps[0].Customers;
    public int Finished => Steps[^1].Customers;

    /// <summary>The step before which most are lost, from 1; null when nobody is.</summary>
    public int? GreatestLoss =>
        Steps.Index().Skip(1).Where(s => s.Item.Lost > 0).OrderByDescending(s => s.Item.Lost).Select(s => (int?)s.Index).FirstOrDefault();
}

/// <param name="Lost">Who came to the step before and not to this.</param>
/// <param name="MedianSeconds">From the step before; null at the first.</param>
public sealed record StepReached(string Event, int Customers, int Lost, double? MedianSeconds);

/// <summary>Of those who came through, who did within the target time, against one half.</summary>
public sealed record InTime(int Customers, double Share, double Low, double High, Verdict Verdict);

/// <summary>A month of a journey, by when customers began.</summary>
public sealed record MonthMeasured(DateOnly Month, int Began, int Finished, double? Share, double Low, double High);
