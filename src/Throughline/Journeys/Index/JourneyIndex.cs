using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Telemetry;

namespace Throughline.Journeys.Index;

/// <summary>Answers from the journey engine in this process. Each question uses every core, so few are answered at a time and the others
/// wait their turn.</summary>
[OneForAll]
public sealed class JourneyIndex(JourneyProjection projection) : IJourneyIndex, IDisposable
{
    private const int AtOnce = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turns = new(AtOnce);

    public long Position => projection.Position;
    public double? Building => projection.Building;

    public JourneyNames Names
    {
        get
        {
            if (projection.Answering is not { } store) return new JourneyNames([], [], []);
            var counts = store.Counts;
            return new JourneyNames([.. counts.EventTypes.Select(e => e.Name)], [.. counts.Channels.Select(c => c.Name)],
                [.. counts.Properties.Where(p => p.Values > 0).Select(p => p.Property).Concat(projection.SeenWithoutColumn)
                    .Order(StringComparer.OrdinalIgnoreCase)]) { EventCounts = counts.EventTypes, PropertyCounts = counts.Properties };
        }
    }

    public Task<FunnelAnswer> Ask(FunnelQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<RetentionAnswer> Ask(RetentionQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<PathsAnswer> Ask(PathsQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<SwitchesAnswer> Ask(SwitchesQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<TrendAnswer> Ask(TrendQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<StageFlowAnswer> Ask(StageFlowQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<NextStepsAnswer> Ask(NextStepsQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<TouchpointsAnswer> Ask(TouchpointsQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<PromisesAnswer> Ask(PromisesQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<IReadOnlyList<NameCount>> Ask(PropertiesOfQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<CustomerSet> Ask(WhoDidQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);
    public Task<CustomerSet> Ask(StageStandingQuestion question, CancellationToken ct) => Run(s => s.Ask(question, ct), ct);

    public Task<int[]> People(FunnelQuestion question, FunnelCell cell, CancellationToken ct) => Run(s => s.People(question, cell, ct), ct);
    public Task<int[]> People(RetentionQuestion question, int cohort, int? k, CancellationToken ct) => Run(s => s.People(question, cohort, k, ct), ct);
    public Task<int[]> People(PathsQuestion question, int step, string source, string target, CancellationToken ct) =>
        Run(s => s.People(question, step, source, target, ct), ct);
    public Task<int[]> People(SwitchesQuestion question, string from, string to, CancellationToken ct) => Run(s => s.People(question, from, to, ct), ct);
    public Task<int[]> People(TrendQuestion question, long atMs, IReadOnlyList<string> key, bool isOther, CancellationToken ct) =>
        Run(s => s.People(question, atMs, key, isOther, ct), ct);
    public Task<int[]> People(StageFlowQuestion question, string? from, string to, StageStep? step, CancellationToken ct) =>
        Run(s => s.People(question, from, to, step, ct), ct);
    public Task<int[]> People(NextStepsQuestion question, string? key, CancellationToken ct) => Run(s => s.People(question, key, ct), ct);
    public Task<int[]> People(TouchpointsQuestion question, TouchpointCell cell, CancellationToken ct) => Run(s => s.People(question, cell, ct), ct);
    public Task<int[]> People(PromisesQuestion question, PromiseCell cell, CancellationToken ct) => Run(s => s.People(question, cell, ct), ct);

    public Task<IReadOnlyList<StageChange>> Stages(int customer, StageRules rules, long atMs, CancellationToken ct) =>
        Run(s => s.Stages(customer, rules, atMs), ct);

    public Task<CustomerCounts> CountsOf(int customer, CancellationToken ct) => Run(s => s.CountsOf(customer), ct);

    public void Dispose() => _turns.Dispose();

    private async Task<T> Run<T>(Func<JourneyStore, T> ask, CancellationToken ct)
    {
        using var measured = Measures.Question(typeof(T));
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return await InTurn(ask, ct);
            }
            catch (QuestionException e) when (e is { Code: "unknown_property", Subject: { } property } && projection.AskFor(property))
            {
                // It occurs, but nobody has asked about it before: the index is filled again with a column for it.
                if (Environment.TickCount64 > until) throw new JourneysCatchUpException(projection.Building ?? 0);
                await Task.Delay(20, ct);
            }
        }
    }

    private async Task<T> InTurn<T>(Func<JourneyStore, T> ask, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return await Task.Run(() => AskWhatIsThere(ask), ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    private T AskWhatIsThere<T>(Func<JourneyStore, T> ask)
    {
        projection.LearnOwners();
        while (true)
        {
            var store = projection.Answering ?? throw new JourneysCatchUpException(projection.Building ?? 0);
            try
            {
                return ask(store);
            }
            catch (ObjectDisposedException) when (!ReferenceEquals(store, projection.Answering)) { } // Another store took its place meanwhile.
        }
    }
}
