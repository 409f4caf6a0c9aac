namespace Throughline.JourneyEngine;

/// <summary>
/// Puts together the rows of one customer from wherever they lie (base slots of several customers that were joined,
/// parts of a slot that was split, fresh rows, minus erased ones) in order of (time, position). One a thread.
/// </summary>
internal sealed unsafe class CustomerReader(Snapshot snapshot, Widths widths, Needs needs, TailOrder? order = null) : IDisposable
{
    /// <summary>In place of a slot: the rows lie in several, in part of one, or some are erased.</summary>
    public const int Mixed = -2;

    private readonly Generation _generation = snapshot.Generation;
    private readonly RowScratch _scratch = new(widths, snapshot.Generation.Base.HasMillis || snapshot.Generation.TailHasMillis);
    private RowRef[] _refs = [];
    private int _count;

    /// <summary>A row somewhere: at least 0 is a base row, below is the complement of a tail index.</summary>
    private readonly record struct RowRef(long TimeMs, long Position, long Source, int Slot, int Member) : IComparable<RowRef>
    {
        public int CompareTo(RowRef other) => TimeMs != other.TimeMs ? TimeMs.CompareTo(other.TimeMs) : Position.CompareTo(other.Position);
    }

    /// <summary>Reads a customer's rows. The view is good until the next call.</summary>
    public ref RowView Read(int customer, ReadOnlySpan<int> members)
    {
        _count = 0;
        var whole = WholeSlot(members);
        if (whole == Mixed)
            for (var m = 0; m < members.Length; m++) AddBaseRows(members[m], m);
        for (var m = 0; m < members.Length; m++) AddTailRows(members[m], m);
        SortRefs();

        if (whole >= 0) AppendToSlot(whole, members.Length);
        else Materialise();
        _scratch.View.Customer = customer;
        return ref _scratch.View;
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>The one slot that holds exactly these identities and nothing erased; -1 when there are no base rows at all; else <see cref="Mixed"/>.</summary>
    public int WholeSlot(ReadOnlySpan<int> members)
    {
        var slot = Mixed;
        foreach (var member in members)
        {
            var of = _generation.SlotOf(member);
            if (_generation.Mark(member, snapshot.Version) is { ErasedThrough: > 0 } || (slot != Mixed && of != slot)) return Mixed;
            slot = of;
        }
        if (slot < 0) return -1;
        return _generation.Base.IdentitiesOfSlot(slot).SequenceEqual(members) ? slot : Mixed;
    }

    private void AddBaseRows(int identity, int member)
    {
        var slot = _generation.SlotOf(identity);
        if (slot < 0) return;
        var view = _generation.Base.ViewOfSlot(slot);
        var owners = _generation.Base.IdentitiesOfSlot(slot);
        var local = owners.IndexOf(identity);
        var erased = _generation.Mark(identity, snapshot.Version)?.ErasedThrough ?? 0;
        for (var i = 0; i < view.Count; i++)
        {
            if (owners.Length > 1 && view.Identity[view.Offset + i] != local) continue;
            var position = view.Position[view.Offset + i];
            if (position > erased) Add(new RowRef(view.TimeMs(i), position, view.Offset + i, slot, member));
        }
    }

    private void AddTailRows(int identity, int member)
    {
        var erased = _generation.Mark(identity, snapshot.Version)?.ErasedThrough ?? 0;
        if (order is not null)
        {
            var rows = order.Of(identity);
            for (var n = rows.Length - 1; n >= 0; n--)
            {
                ref var row = ref _generation.Tail.At(rows[n]);
                if (row.Position > erased) Add(new RowRef(row.TimeMs, row.Position, ~(long)rows[n], -1, member));
            }
            return;
        }
        for (var at = _generation.Head(identity, snapshot.TailCount); at > 0;)
        {
            ref var row = ref _generation.Tail.At(at - 1);
            if (row.Position <= erased) break;
            Add(new RowRef(row.TimeMs, row.Position, ~(long)(at - 1), -1, member));
            at = row.Previous;
        }
    }

    private void Add(in RowRef row)
    {
        if (_count == _refs.Length) Array.Resize(ref _refs, Math.Max(16, _count * 2));
        _refs[_count++] = row;
    }

    private void SortRefs()
    {
        if (_count < 2) return;
        var refs = _refs.AsSpan(0, _count);
        refs.Reverse();
        for (var i = 1; i < refs.Length; i++)
            if (refs[i].CompareTo(refs[i - 1]) < 0) { refs.Sort(); return; }
    }

    /// <summary>The common case: a slot as it is, with fresh rows behind it or between.</summary>
    private void AppendToSlot(int slot, int memberCount)
    {
        var source = _generation.Base.ViewOfSlot(slot);
        _scratch.Ensure(source.Count + _count);
        int written = 0, next = 0, keep = source.Count;
        if (_count > 0 && source.Count > 0)
        {
            var first = _refs[0];
            while (keep > 0 && IsAfter(source, keep - 1, first)) keep--;
        }
        CopyBase(source, 0, 0, keep, memberCount);
        written = keep;
        for (var i = keep; i < source.Count; i++)
        {
            while (next < _count && IsAfter(source, i, _refs[next])) WriteTail(written++, _refs[next++]);
            CopyBase(source, i, written++, 1, memberCount);
        }
        while (next < _count) WriteTail(written++, _refs[next++]);
        SetWhole(written);
    }

    private void CopyBase(in RowView source, int from, int to, int count, int memberCount)
    {
        if (count == 0) return;
        _scratch.CopyRun(source, from, to, count, memberCount > 1 ? needs : needs & ~Needs.Identity);
        if (memberCount == 1 && (needs & Needs.Identity) != 0) new Span<int>((int*)_scratch.View.Identity.At + to, count).Clear();
    }

    private static bool IsAfter(in RowView source, int i, in RowRef fresh)
    {
        var time = source.TimeMs(i);
        return time > fresh.TimeMs || (time == fresh.TimeMs && source.Position[source.Offset + i] > fresh.Position);
    }

    private void Materialise()
    {
        var written = 0;
        _scratch.Ensure(_count);
        RowView source = default;
        var slot = -1;
        for (var i = 0; i < _count; i++)
        {
            var row = _refs[i];
            if (row.Source < 0) WriteTail(written++, row);
            else
            {
                if (row.Slot != slot) (slot, source) = (row.Slot, _generation.Base.ViewOfSlot(row.Slot));
                _scratch.CopyRun(source, (int)(row.Source - source.Offset), written, 1, needs & ~Needs.Identity);
                ((int*)_scratch.View.Identity.At)[written++] = row.Member;
            }
        }
        SetWhole(written);
    }

    private void WriteTail(int to, in RowRef from)
    {
        var index = (int)~from.Source;
        ref var row = ref _generation.Tail.At(index);
        ref var view = ref _scratch.View;
        view.Seconds[to] = (uint)(row.TimeMs / 1000);
        if (view.Millis != null) view.Millis[to] = (ushort)(row.TimeMs % 1000);
        view.Type.Set(to, row.Type);
        view.Channel.Set(to, row.Channel);
        view.Touchpoint.Set(to, row.Touchpoint);
        view.Stage.Set(to, row.Stage);
        ((long*)view.Value.At)[to] = row.Value;
        ((long*)view.Position.At)[to] = row.Position;
        ((int*)view.Identity.At)[to] = from.Member;
        if ((needs & Needs.Properties) == 0) return;
        for (var p = 0; p < _generation.PropertyCount; p++)
            if ((needs & NeedsOf.Property(p)) != 0) view.Properties[p].Set(to, _generation.TailProperties.Get((index * _generation.PropertyCount) + p));
    }

    private void SetWhole(int rows)
    {
        ref var view = ref _scratch.View;
        (view.Offset, view.Count, view.From, view.To) = (0, rows, 0, rows);
    }
}
