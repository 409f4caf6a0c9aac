namespace Throughline.Journeys.Named;

/// <summary>A named journey as the API and the pages have it.</summary>
public sealed record NamedCard(
    string Key, string Name, string? Description, string Goal, NamedOwner Owner, IReadOnlyList<NamedStep> Steps, long WindowSeconds, double? TargetShare, long? TargetSeconds)
{
    public static NamedCard Of(NamedJourney journey) => new(
        journey.Key, journey.Name, journey.Description, journey.Goal, new NamedOwner(journey.Department, journey.Person), journey.Steps, journey.WindowSeconds, journey.TargetShare, journey.TargetSeconds);
}

public sealed record NamedOwner(string? Department, string? Person = null)
{
    public override string ToString() => Person is null ? Department ?? "" : $"{Department} · {Person}";
}
