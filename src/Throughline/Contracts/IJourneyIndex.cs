using Throughline.JourneyEngine;

namespace Throughline.Contracts;

/// <summary>Answers questions about everybody's journeys, exactly. Cancelling frees what a question holds.</summary>
/// <exception cref="QuestionException">The question cannot be answered as it was asked.</exception>
/// <exception cref="JourneysCatchUpException">The index is being built; ask again later.</exception>
public interface IJourneyIndex : IPart
{
    /// <summary>The last journal position that answers cover.</summary>
    long Position { get; }

    /// <summary>How much of the journal is taken in while the index is built (for the first time, or again after rules changed), 0 to 1;
    /// null when it keeps up.</summary>
    double? Building { get; }

    Task<FunnelAnswer> Ask(FunnelQuestion question, CancellationToken ct);
    Task<RetentionAnswer> Ask(RetentionQuestion question, CancellationToken ct);
    Task<PathsAnswer> Ask(PathsQuestion question, CancellationToken ct);
    Task<SwitchesAnswer> Ask(SwitchesQuestion question, CancellationToken ct);
    Task<TrendAnswer> Ask(TrendQuestion question, CancellationToken ct);
    Task<StageFlowAnswer> Ask(StageFlowQuestion question, CancellationToken ct);
    Task<NextStepsAnswer> Ask(NextStepsQuestion question, CancellationToken ct);
    Task<TouchpointsAnswer> Ask(TouchpointsQuestion question, CancellationToken ct);
    Task<PromisesAnswer> Ask(PromisesQuestion question, CancellationToken ct);
    Task<IReadOnlyList<NameCount>> Ask(PropertiesOfQuestion question, CancellationToken ct);
    Task<CustomerSet> Ask(WhoDidQuestion question, CancellationToken ct);
    Task<CustomerSet> Ask(StageStandingQuestion question, CancellationToken ct);

    Task<int[]> People(FunnelQuestion question, FunnelCell cell, CancellationToken ct);
    Task<int[]> People(RetentionQuestion question, int cohort, int? k, CancellationToken ct);
    Task<int[]> People(PathsQuestion question, int step, string source, string target, CancellationToken ct);
    Task<int[]> People(SwitchesQuestion question, string from, string to, CancellationToken ct);
    Task<int[]> People(TrendQuestion question, long atMs, IReadOnlyList<string> key, bool isOther, CancellationToken ct);
    Task<int[]> People(StageFlowQuestion question, string? from, string to, StageStep? step, CancellationToken ct);
    Task<int[]> People(NextStepsQuestion question, string? key, CancellationToken ct);
    Task<int[]> People(TouchpointsQuestion question, TouchpointCell cell, CancellationToken ct);
    Task<int[]> People(PromisesQuestion question, PromiseCell cell, CancellationToken ct);

    /// <summary>Every change of stage of one customer, oldest first, with the interaction that caused it.</summary>
    Task<IReadOnlyList<StageChange>> Stages(int customer, StageRules rules, long atMs, CancellationToken ct);

    /// <summary>How often one customer did what, and on which channels. What only said who they are is not counted.</summary>
    Task<CustomerCounts> CountsOf(int customer, CancellationToken ct);

    /// <summary>What questions can name: event types, channels and so on, the most frequent first.</summary>
    JourneyNames Names { get; }
}

/// <summary>The names that occur in the index. <c>Properties</c> are those that conditions and breakdowns may use.</summary>
public sealed record JourneyNames(IReadOnlyList<string> Events, IReadOnlyList<string> Channels, IReadOnlyList<string> Properties)
{
    /// <summary>How many interactions each event has.</summary>
    public IReadOnlyList<NameCount> EventCounts { get; init; } = [];

    /// <summary>How many values each property has had, of those that have a column.</summary>
    public IReadOnlyList<PropertyCount> PropertyCounts { get; init; } = [];
}

/// <summary>The index is being built and cannot answer yet.</summary>
/// <param name="done">0 to 1.</param>
public sealed class JourneysCatchUpException(
    double done) : Exception(Words.Say($"The journey index is catching up: {done:P0} of the journal is indexed. Try again in a moment."))
{
    public double Done { get; } = done;
}
