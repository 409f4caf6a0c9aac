using System.Collections.Concurrent;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Customers.Identities;
using Throughline.JourneyEngine;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Who is in a segment.</summary>
/// <param name="Each">How many meet each condition, in its order.</param>
public sealed record Members(CustomerSet Customers, IReadOnlyList<int> Each);

/// <summary>Finds who meets the conditions now. An answer is kept for a moment, as long as nothing has happened.</summary>
[OneForAll]
public sealed class FindMembers(
    DataFolder folder, CustomersProjection projection, CustomerLists lists, IJourneyIndex index, ITouchpoints touchpoints, TimeProvider clock) : IPart
{
    private const int MostKept = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(15);

    private readonly Holders _holders = new(folder);
    private readonly ConcurrentDictionary<string, (State State, long Until, Members Members)> _kept = [];
    private (State State, CustomerSet Customers)? _everybody;

    /// <exception cref="QuestionException">A condition cannot be answered.</exception>
    /// <exception cref="JourneysCatchUpException">What customers did is not known yet.</exception>
    public async Task<Members> Find(SegmentDefinition definition, CancellationToken ct)
    {
        var (key, state, now) = (
            JsonSerializer.Serialize(definition),
            new State(projection.Position, projection.Changes, index.Position, touchpoints.Now.Version),
            Environment.TickCount64);
        if (_kept.TryGetValue(key, out var kept) && kept.State == state && now < kept.Until) return kept.Members;
        var sets = new List<CustomerSet>();
        var everybody = await Everybody(state, ct);
        foreach (var condition in definition.Conditions) sets.Add(await Meet(condition, everybody, ct));
        var members = new Members(Together(sets, definition.MatchAny), [.. sets.Select(s => s.Count)]);
        if (_kept.Count >= MostKept) _kept.Clear();
        _kept[key] = (state, now + (long)Kept.TotalMilliseconds, members);
        return members;
    }

    /// <summary>What conditions can name, the most frequent first.</summary>
    public (IReadOnlyList<(string Name, int Count)> Traits, IReadOnlyList<(string Name, int Count)> Kinds) Names(int most) =>
        (_holders.TraitNames(most), _holders.Kinds(most));

    private async Task<CustomerSet> Meet(SegmentCondition condition, CustomerSet everybody, CancellationToken ct) => condition.Kind switch
    {
        "trait" => await Task.Run(() => OfTrait(condition, everybody, ct), ct),
        "identity" => await Task.Run(() => _holders.OfIdentity(condition.Name, Comparisons.Of(condition.Op!), Sought(condition), ct), ct),
        "list" => await Task.Run(() => lists.Customers(condition.Name, ct), ct),
        // The index may know of somebody a moment before or after the tables do.
        "stage" => (await InStage(condition.Name, ct)).And(everybody),
        "did" => (await WhoDid(condition, ct)).And(everybody),
        _ => everybody.Without(await WhoDid(condition, ct)),
    };

    private CustomerSet OfTrait(SegmentCondition condition, CustomerSet everybody, CancellationToken ct)
    {
        var (comparison, values) = (Comparisons.Of(condition.Op!), Comparisons.Values(condition.Value));
        // Whoever has no such trait has it differently, too.
        return comparison == Comparison.Ne
            ? everybody.Without(_holders.OfTrait(condition.Name, Comparison.Eq, values, ct))
            : _holders.OfTrait(condition.Name, comparison, values, ct);
    }

    private static CustomerSet Together(List<CustomerSet> sets, bool any) => sets.Count == 0
        ? new CustomerSet()
        : sets.Aggregate((one, other) => any ? one.Or(other) : one.And(other));

    private static IReadOnlyList<string> Sought(SegmentCondition condition) => condition.Op == "contains"
        ? Comparisons.Values(condition.Value)
        : [.. Comparisons.Values(condition.Value).Select(value => new Identity(condition.Name, value).Normalised().Value)];

    private async Task<CustomerSet> InStage(string stage, CancellationToken ct)
    {
        var book = touchpoints.Now;
        if (!book.Stages.Append(book.Defected).Any(s => s.Key == stage)) return new CustomerSet(); // It was there when the segment was saved.
        return await index.Ask(new StageStandingQuestion(book.Rules, stage, clock.GetUtcNow().ToUnixTimeMilliseconds()), ct);
    }

    private Task<CustomerSet> WhoDid(SegmentCondition condition, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var where = condition.Where is { } list
            ? new RowFilter { Where = [.. list.Select(w => new PropertyCondition(w.Property, Comparisons.Of(w.Op), Comparisons.Values(w.Value)))] }
            : null;
        return index.Ask(new WhoDidQuestion
        {
            Scope = condition.Days is { } days
                ? new Scope { FromMs = Math.Max(0, now.AddDays(-days).ToUnixTimeMilliseconds()), ToMs = now.ToUnixTimeMilliseconds() + 1 }
                : new Scope(),
            Event = new EventPattern(condition.Name, where),
            AtLeast = condition.Times ?? 1,
        }, ct);
    }

    private async Task<CustomerSet> Everybody(State state, CancellationToken ct)
    {
        if (_everybody is { } known && known.State == state) return known.Customers;
        var all = await Task.Run(() => _holders.Everybody(ct), ct);
        _everybody = (state, all);
        return all;
    }

    /// <summary>What an answer depends on, but for the time of day.</summary>
    private sealed record State(long Position, long Changes, long Index, long Touchpoints);
}
