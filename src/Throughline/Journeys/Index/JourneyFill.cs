using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Journal;

namespace Throughline.Journeys.Index;

/// <summary>A store that is filled from the journal: interactions become rows, and customers are joined as the customers room joins them.</summary>
internal sealed class JourneyFill(
    JourneyStore store, FilledFor filledFor, TouchpointBook book, IIdentityOwners owners, PropertyChoice choice, int number) : IDisposable
{
    private readonly List<(int, int)> _changed = [];
    private JourneyRow[] _rows = [];
    private int[] _codes = [];
    private BodyReader? _bodies;
    private long _epoch = -1;
    private int _moves;

    public JourneyStore Store => store;
    public FilledFor FilledFor => filledFor;
    public int Number => number;
    public long Position => store.Position;

    public PropertyChoice Choice => choice;

    public bool HasOutgrownItsProperties => choice.HasOutgrown(filledFor.Properties);

    /// <summary>Takes in the next interactions, in the order of the journal.</summary>
    public void Take(IReadOnlyList<JournalEntry> entries)
    {
        LearnOwners();
        LearnOwnersOf(entries);
        var width = filledFor.Properties.Count;
        if (_rows.Length < entries.Count) (_rows, _codes) = (new JourneyRow[entries.Count], new int[entries.Count * width]);
        _bodies ??= new BodyReader(store.Names, filledFor.Properties, choice);
        var count = 0;
        foreach (var entry in entries)
            if (IsPartOfAJourney(entry)) _rows[count] = ToRow(entry, _codes.AsSpan(count++ * width, width));
        store.Append(_rows.AsSpan(0, count), _codes.AsSpan(0, count * width));
        store.Advance(entries[^1].Position);
    }

    /// <summary>While a store is filled from the start nobody asks it, so it is compacted on the way.</summary>
    public void CompactOnTheWay(CancellationToken ct)
    {
        if (store.ShouldCompactWhileFilling) store.Compact(Environment.ProcessorCount, ct);
    }

    /// <summary>Joins and splits customers as it was decided since; nothing when it is being decided anew.</summary>
    public void LearnOwners()
    {
        if (owners.Epoch != _epoch)
        {
            if (owners.Position < Position) return;
            (_epoch, _moves) = (owners.Epoch, 0);
            for (var identity = 1; identity <= owners.Highest; identity++) Learn(identity, owners.OwnerOf(identity));
        }
        var moves = owners.MovesFrom(_moves);
        foreach (var (identity, customer) in moves) _changed.Add((identity, customer));
        _moves += moves.Count;
        Tell();
    }

    public void Dispose() => store.Dispose();

    private void LearnOwnersOf(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries) Learn(entry.Identity, owners.OwnerOf(entry.Identity));
        Tell();
    }

    private void Learn(int identity, int owner)
    {
        if (store.CustomerOf(identity) != owner) _changed.Add((identity, owner));
    }

    private void Tell()
    {
        if (_changed.Count > 0) store.SetCustomers(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_changed));
        _changed.Clear();
    }

    // Who somebody is is not something that happened to them at a touchpoint.
    private static bool IsPartOfAJourney(JournalEntry entry) =>
        entry.Kind is InteractionKind.Track or InteractionKind.Page or InteractionKind.Screen
            && entry.Event.Length > 0
            && entry.At / 1000 < JourneyRow.TimeLimitMs;

    private JourneyRow ToRow(JournalEntry entry, Span<int> codes)
    {
        _bodies!.Read(entry.Body.Span, codes);
        var touchpoint = book.Assign(entry.Event, entry.Channel, entry.Body);
        var names = store.Names;
        return new JourneyRow(
            entry.Identity, Math.Max(0, entry.At / 1000), entry.Position, names.EventTypes.Code(entry.Event), names.Channels.Code(entry.Channel),
            touchpoint is null ? 0 : names.Touchpoints.Code(touchpoint.Key), touchpoint is null ? 0 : names.Stages.Code(touchpoint.Stage), _bodies.Value);
    }
}
