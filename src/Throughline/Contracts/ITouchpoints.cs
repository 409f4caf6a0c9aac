using Throughline.JourneyEngine;

namespace Throughline.Contracts;

/// <summary>What the company's touchpoints and stages are, and which touchpoint an interaction belongs to.</summary>
public interface ITouchpoints : IPart
{
    /// <summary>As they stand now; unchanging, so that who holds it sees one state throughout.</summary>
    TouchpointBook Now { get; }
}

/// <summary>All touchpoints, stages and rules at one moment.</summary>
public abstract class TouchpointBook
{
    /// <summary>Rises with every change that assigns interactions to other touchpoints or stages; kept over a restart.</summary>
    public abstract long Version { get; }

    public abstract IReadOnlyList<TouchpointView> Touchpoints { get; }

    /// <summary>In the order in which a customer advances; without <see cref="Service"/> and <see cref="Defected"/>.</summary>
    public abstract IReadOnlyList<StageView> Stages { get; }

    /// <summary>The stage of those who left. It is always there and always last.</summary>
    public abstract StageView Defected { get; }

    /// <summary>The lane of help and trouble: it is always there and moves nobody.</summary>
    public abstract StageView Service { get; }

    /// <summary>Wherever a touchpoint may stand, in the order of the map: the stages, service, and those who left.</summary>
    public IReadOnlyList<StageView> Lanes => [.. Stages, Service, Defected];

    /// <summary>How interactions move a customer through the stages.</summary>
    public abstract StageRules Rules { get; }

    /// <summary>The touchpoint an interaction belongs to; null: unassigned. Cheap: it is asked for every interaction.</summary>
    /// <param name="eventName">As on a timeline: a page or screen view is <c>page:NAME</c>, <c>screen:NAME</c>.</param>
    /// <param name="body">The interaction's JSON, read only by rules that look at properties.</param>
    public abstract TouchpointView? Assign(string eventName, string channel, ReadOnlyMemory<byte> body);
}

/// <param name="Stage">A stage's key; that of those who left for the touchpoint of leaving.</param>
/// <param name="Goal">What the customer wants there, in their words.</param>
/// <param name="GoalEvent">What shows that they got it; null when nothing does.</param>
/// <param name="GoalWithinSeconds">How long after the touchpoint it counts.</param>
public sealed record TouchpointView(
    string Key, string Name, string Channel, string Stage, string Goal, string? GoalEvent, long GoalWithinSeconds, string Department, string? Person);

public sealed record StageView(string Key, string Name);
