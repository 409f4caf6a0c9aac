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
    private bool _all;

    /// <param name="relevant">Types beside which rows need not be shown, or null.</param>
    public Selection(Widths widths, CompiledFilter? filter, Needs needs, FilterColumn? relevant)
    {
        (_filter, _needs) = (filter, needs);
        if (filter is null) return;
        _scratch = new RowScratch(widths, withMillis: true);
        _columns = relevant is null ? filter.Columns : [.. filter.Columns, relevant];
        (_sets, _codes) = ([.. _columns.Select(c => new ByteSet(c.Passes))], new Codes[_columns.Length]);
    }

    /// <summary>The rows that pass: the view itself when all do, else a view that is good until the next call.</summary>
    public ref RowView Choose(ref RowView view)
    {
        if (_filter is null) return ref view;
        var blocks = (view.Count + 31) / 32;
        if (_masks.Length < blocks) (_masks, _before) = (new uint[blocks * 2], new int[(blocks * 2) + 1]);
        for (var c = 0; c < _columns.Length; c++) _codes[c] = _columns[c].Of(view);
        var chosen = 0;
        for (var block = 0; block < blocks; block++)
        {
            var mask = view.Count - (block * 32) is < 32 and var rest ? (1u << rest) - 1 : uint.MaxValue;
            _masks[block] = mask = Passing(view, block * 32, mask);
            _before[block] = chosen;
            chosen += BitOperations.PopCount(mask);
        }
        _before[blocks] = chosen;
        _all = chosen == view.Count;
        if (_all) return ref view;
        _scratch!.Pack(view, _masks.AsSpan(0, blocks), chosen, _needs);
        return ref _scratch.View;
    }

    /// <summary>How many rows before the given one of the view last chosen from have passed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaceOf(int row)
    {
        if (_all) return row;
        var block = row >> 5;
        return (row & 31) == 0 ? _before[block] : _before[block] + BitOperations.PopCount(_masks[block] & ((1u << row) - 1));
    }

    public void Dispose() => _scratch?.Dispose();

    /// <summary>Those of 32 rows that pass, of those asked for.</summary>
    private uint Passing(in RowView view, int start, uint mask)
    {
        for (var c = 0; c < _sets.Length && mask != 0; c++)
        {
            ref readonly var codes = ref _codes[c];
            mask = codes.Width == 1 ? mask & _sets[c].Match(codes.At + view.Offset + start) : PassingByRow(_columns[c], codes, view.Offset + start, mask);
        }
        if (!_filter!.ByValue) return mask;
        var passing = mask;
        for (var rest = mask; rest != 0; rest &= rest - 1)
            if (!_filter.HasValue(view, start + BitOperations.TrailingZeroCount(rest))) passing &= ~(rest & (0 - rest));
        return passing;
    }

    private static uint PassingByRow(FilterColumn column, Codes codes, long start, uint mask)
    {
        var passing = mask;
        for (var rest = mask; rest != 0; rest &= rest - 1)
            if (!column.Holds(codes[start + BitOperations.TrailingZeroCount(rest)])) passing &= ~(rest & (0 - rest));
        return passing;
    }
}
