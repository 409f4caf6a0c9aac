using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>What is done with the rows of one customer. Implemented by structs, so that the loop is compiled for each.</summary>
internal interface IKernel
{
    void Visit(ref RowView rows);

    /// <summary>What takes many customers at once, where the question allows it; asked for once a thread.</summary>
    BlockKernel? ByBlock => null;
}

/// <summary>
/// Shows every customer of a snapshot to a kernel, once: clean slots straight from the columns of the base and of the
/// gathered layer, all others through a <see cref="CustomerReader"/>. Work is handed out in chunks of slots and blocks
/// of the touched list.
/// </summary>
internal sealed unsafe class CustomerScan
{
    private const int TouchedPerBlock = 1024, SlotsPerBlock = 1024;
    private readonly Snapshot _snapshot;
    private readonly Scope _scope;
    private readonly CompiledFilter? _filter;
    private readonly Needs _needs, _kernelNeeds;
    private readonly Widths _widths;
    private readonly int _threads;
    private readonly ulong _requiredTypes;
    private readonly bool _hasPeriod;
    private readonly int[] _ordered;

    /// <summary>When set, the question need not be shown rows of other types.</summary>
    public FilterColumn? Relevant { get; init; }

    /// <param name="requiredTypes">Bits (type code modulo 64) of which a customer must have one to matter; all bits: every customer.</param>
    public CustomerScan(Snapshot snapshot, StoreNames names, Scope scope, Needs needs, int threads, ulong requiredTypes = ulong.MaxValue)
    {
        scope.Check();
        _ordered = snapshot.Newest.OrderedTouched(snapshot.OverlayCount);
        (_snapshot, _scope, _threads, _requiredTypes) = (snapshot, scope, threads, requiredTypes);
        _filter = CompiledFilter.From(names, scope.Rows);
        _kernelNeeds = needs;
        _needs = needs | (_filter?.Needs ?? 0);
        _widths = names.Widths;
        _hasPeriod = scope.FromMs > 0 || scope.ToMs < JourneyRow.TimeLimitMs;
    }

    /// <summary>Runs a kernel over all customers and returns its copies, one a thread, to be joined.</summary>
    public TKernel[] Run<TKernel>(Func<TKernel> create, CancellationToken ct) where TKernel : struct, IKernel
    {
        var (layer, gathered) = (_snapshot.Generation.BaseLayer, _snapshot.Gathered);
        var chunks = layer.Segment.Chunks;
        var segments = chunks + (gathered?.Segment.Chunks ?? 0);
        var units = segments + ((_snapshot.OverlayCount + TouchedPerBlock - 1) / TouchedPerBlock);
        var kernels = new TKernel[_threads];
        var next = -1;
        ct.ThrowIfCancellationRequested();
        Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = ct }, thread =>
        {
            var kernel = create();
            var many = _scope.Customers is null && _scope.Except is null ? kernel.ByBlock : null;
            using var selection = new Selection(_widths, _filter, _kernelNeeds, Relevant);
            using var reader = new CustomerReader(_snapshot, _widths, _needs);
            for (var unit = Interlocked.Increment(ref next); unit < units; unit = Interlocked.Increment(ref next))
            {
                ct.ThrowIfCancellationRequested();
                if (unit < chunks) VisitChunk(layer, _snapshot.TouchedCount, unit, ref kernel, many, selection);
                else if (unit < segments) VisitChunk(gathered!, _snapshot.GatheredTouchedCount, unit - chunks, ref kernel, many, selection);
                else VisitTouched(unit - segments, ref kernel, reader, selection);
            }
            kernels[thread] = kernel;
        });
        return kernels;
    }

    private void VisitChunk<TKernel>(Layer layer, int touched, int chunk, ref TKernel kernel, BlockKernel? many, Selection selection)
        where TKernel : struct, IKernel
    {
        var segment = layer.Segment;
        var dirty = layer.DirtySince;
        var view = segment.ViewOfChunk(chunk);
        var hasPeriod = _hasPeriod && !segment.ChunkLiesWithin(chunk, _scope.FromMs, _scope.ToMs);
        var (first, last) = (chunk * SegmentHeader.SlotsPerChunk, Math.Min(segment.Slots, (chunk + 1) * SegmentHeader.SlotsPerChunk));
        if (hasPeriod) many = null;
        if (selection.IsPartial || many is not null)
        {
            VisitBlocks(segment, dirty, touched, first, last, ref view, ref kernel, many, selection, hasPeriod);
            return;
        }
        var plain = _scope.Customers is null && _scope.Except is null && !hasPeriod;
        for (var slot = first; slot < last; slot++)
        {
            if (dirty[slot] < touched || (segment.SlotTypes[slot] & _requiredTypes) == 0) continue;
            view.Offset = segment.SlotRowStart[slot];
            view.Count = (int)(segment.SlotRowStart[slot + 1] - view.Offset);
            view.Customer = segment.SlotCustomer[slot];
            (view.From, view.To) = (0, view.Count);
            if (view.Count == 0) continue;
            if (plain) kernel.Visit(ref view);
            else Offer(ref view, ref kernel, hasPeriod);
        }
    }

    /// <summary>The rows of many customers are filtered or counted at once, as many as stay in the processor's cache.</summary>
    private void VisitBlocks<TKernel>(
        BaseSegment segment, ReadOnlySpan<int> dirty, int touched, int first, int last, ref RowView view, ref TKernel kernel,
        BlockKernel? many, Selection selection, bool hasPeriod)
        where TKernel : struct, IKernel
    {
        var starts = segment.SlotRowStart;
        Span<CustomerPart> passing = stackalloc CustomerPart[SlotsPerBlock];
        for (int next; first < last; first = next)
        {
            for (next = first + 1; next < last && next - first < SlotsPerBlock && starts[next + 1] - starts[first] <= BlockKernel.MostRows;) next++;
            (view.Offset, view.Count) = (starts[first], (int)(starts[next] - starts[first]));
            var rows = selection.Choose(ref view);
            var (offset, from, count) = (rows.Offset, 0, 0);
            for (var slot = first; slot < next; slot++)
            {
                var to = selection.PlaceOf((int)(starts[slot + 1] - starts[first]));
                passing[count] = new CustomerPart(segment.SlotCustomer[slot], from, to);
                // Whether anything of a customer passes is as good as random: no branch on it.
                count += (to > from ? 1 : 0) & (dirty[slot] >= touched ? 1 : 0) & ((segment.SlotTypes[slot] & _requiredTypes) != 0 ? 1 : 0);
                from = to;
            }
            if (many is not null && many.TryVisit(rows, passing[..count])) continue;
            foreach (var part in passing[..count])
            {
                (rows.Offset, rows.Count, rows.Customer, rows.From, rows.To) = (offset + part.From, part.To - part.From, part.Customer, 0, part.To - part.From);
                Offer(ref rows, ref kernel, hasPeriod);
            }
        }
    }

    private void VisitTouched<TKernel>(int block, ref TKernel kernel, CustomerReader reader, Selection selection) where TKernel : struct, IKernel
    {
        var generation = _snapshot.Generation;
        var last = Math.Min(_snapshot.OverlayCount, (block + 1) * TouchedPerBlock);
        for (var i = block * TouchedPerBlock; i < last; i++)
        {
            var identity = i < _ordered.Length ? _ordered[i] : _snapshot.Newest.Touched.At(i);
            var customer = generation.CustomerOf(identity, _snapshot.Version);
            if (!Wants(customer)) continue;
            var single = 0;
            var members = generation.MembersOf(customer, _snapshot.Version, ref single, identity);
            if (members.Length == 0 || members[0] != identity) continue;
            ref var view = ref reader.Read(customer, members);
            if (view.Count > 0) Offer(ref selection.Choose(ref view), ref kernel, _hasPeriod);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Offer<TKernel>(ref RowView rows, ref TKernel kernel, bool hasPeriod) where TKernel : struct, IKernel
    {
        if (!Wants(rows.Customer)) return;
        if (hasPeriod) rows.Within(_scope.FromMs, _scope.ToMs);
        if (rows.To > rows.From) kernel.Visit(ref rows);
    }

    private bool Wants(int customer)
        => (_scope.Customers is null || _scope.Customers.Contains(customer)) && (_scope.Except is null || !_scope.Except.Contains(customer));
}
