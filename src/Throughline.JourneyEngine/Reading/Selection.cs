using System.Numerics;
using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// The rows that pass the question's filter, packed together: of one customer, or of many that lie one after the other,
/// where <see cref="PlaceOf"/> tells one from the next. One a thread.
/// </summary>
internal sealed unsafe class Selection : IDisposable
{
    private readonly CompiledFilter? _filter;
    private readonly Needs _needs;
    private readonly RowScratch? _scratch;
    private readonly ByteSet[] _sets = [];
    private readonly FilterColumn[] _columns = [];
    private readonly Codes[] _codes = [];
    private uint[] _masks = new uint[512];
    private int[] _before = new int[513];
    private bool _all = true;

    /// <param name="relevant">Types beside which rows need not be shown, or null.</param>
    public Selection(Widths widths, CompiledFilter? filter, Needs needs, FilterColumn? relevant)
    {
        (_filter, _needs) = (filter, needs);
        _columns = [.. filter?.Columns ?? [], .. relevant is null ? (FilterColumn[])[] : [relevant]];
        IsPartial = filter is not null || relevant is not null;
        if (!IsPartial) return;
        _scratch = new RowScratch(widths, withMillis: true);
        (_sets, _codes) = ([.. _columns.Select(c => new ByteSet(c.Passes))], new Codes[_columns.Length]);
    }

    /// <summary>True when some rows may not pass.</summary>
    public bool IsPartial { get; }

    /// <summary>The rows that pass: the view itself when all do, else a view that is good until the next call.</summary>
    public ref RowView Choose(ref RowView view)
    {
        if (!IsPartial) return ref view;
        var blocks = (view.Count + 31) / 32;
        if (_masks.Length <= blocks) (_masks, _before) = (new uint[blocks * 2], new int[blocks * 2]);
        var masks = _masks.AsSpan(0, blocks);
        masks.Fill(uint.MaxValue);
        if ((view.Count & 31) != 0) masks[^1] = (1u << view.Count) - 1;
        for (var c = 0; c < _columns.Length; c++) Keep(_columns[c], _sets[c], _columns[c].Of(view), view.Offset, masks);
        if (_filter is { ByValue: true }) KeepByValue(view, masks);
        var chosen = 0;
        for (var block = 0; block < masks.Length; block++)
        {
            _before[block] = chosen;
            chosen += BitOperations.PopCount(masks[block]);
        }
        (_masks[blocks], _before[blocks]) = (0, chosen);
        _all = chosen == view.Count;
        if (_all) return ref view;
        _scratch!.Pack(view, new PassingRows(masks, _before), chosen, _needs);
        return ref _scratch.View;
    }

    /// <summary>How many rows before the given one of the view last chosen from have passed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaceOf(int row)
        => _all ? row : _before[row >> 5] + BitOperations.PopCount(_masks[row >> 5] & ((1u << row) - 1));

    public void Dispose() => _scratch?.Dispose();

    /// <summary>Clears the bits of rows whose code is not in the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Keep(FilterColumn column, in ByteSet set, Codes codes, long offset, Span<uint> masks)
    {
        if (codes.Width == 1)
        {
            var at = codes.At + offset;
            for (var block = 0; block < masks.Length; block++, at += 32) masks[block] &= set.Match(at);
            return;
        }
        for (var block = 0; block < masks.Length; block++)
            for (var rest = masks[block]; rest != 0; rest &= rest - 1)
                if (!column.Holds(codes[offset + (block * 32) + BitOperations.TrailingZeroCount(rest)])) masks[block] &= ~(rest & (0 - rest));
    }

    private void KeepByValue(in RowView view, Span<uint> masks)
    {
        for (var block = 0; block < masks.Length; block++)
            for (var rest = masks[block]; rest != 0; rest &= rest - 1)
                if (!_filter!.HasValue(view, (block * 32) + BitOperations.TrailingZeroCount(rest))) masks[block] &= ~(rest & (0 - rest));
    }
}
