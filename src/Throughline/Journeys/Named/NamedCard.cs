using Throughline.Journeys.Keeping;

namespace Throughline.Journeys.Named;

/// <summary>A named journey as the API and the pages have it.</summary>
/// <param name="NamedBy">Who named it and may change it; null when that is nobody, and everybody may who may name journeys.</param>
/// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
public sealed record NamedCard(
    string Key, string Name, string? Description, string Goal, NamedOwner Owner, IReadOnlyList<NamedStep> Steps, long WindowSeconds,
    double? TargetShare, long? TargetSeconds,
    Colleagues.Colleague? NamedBy, string? ChangedBy, int Version)
{
    public static NamedCard Of(NamedJourney journey, string? namedBy) => new(
        journey.Key, journey.Name, journey.Description, journey.Goal, new NamedOwner(journey.Department, journey.Person), journey.Steps,
        journey.WindowSeconds, journey.TargetShare, journey.TargetSeconds,
        journey.NamedById is { } id && namedBy is not null ? new(id, namedBy) : null, journey.ChangedBy, journey.Version);
}

public sealed record NamedOwner(string? Department, string? Person = null)
{
    public override string ToString() => Person is null ? Department ?? "" : $"{Department} · {Person}";
}
