using System.Numerics;
using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>A funnel question compiled for a store: which steps and exclusions a row may fill, as bits.</summary>
internal sealed class FunnelPlan
{
    private readonly EventMatcher[] _steps, _exclusions;
    private readonly uint[] _stepsOfType, _exclusionsOfType;
    private readonly uint _conditional, _byOccurrence, _excludeConditional;
    private readonly Occurrence[] _occurrences;
    private readonly long _firstStepBeforeMs;

    public FunnelPlan(StoreNames names, FunnelQuestion question)
    {
        FunnelChecks.Check(question);
        (Mode, K, WindowMs, SharesRow) = (question.Mode, question.Steps.Count, question.WindowSeconds * 1000, question.SharesRow);
        StartsBeforeMs = question.StartsBeforeMs;
        _firstStepBeforeMs = Mode == FunnelMode.Unordered ? JourneyRow.TimeLimitMs : StartsBeforeMs; // There any step begins a try.
        (Breakdown, StepTimes, Exclusions) = (question.Breakdown, question.StepTimes, [.. question.Exclusions]);
        _steps = [.. question.Steps.Select(s => new EventMatcher(names, s.Event))];
        _exclusions = [.. question.Exclusions.Select(x => new EventMatcher(names, x.Event))];
        _occurrences = [.. question.Steps.Select(s => s.Occurrence)];
        for (var k = 0; k < K; k++)
        {
            if (question.Steps[k].Optional) Optional |= 1u << k;
            if (_steps[k].Where is not null) _conditional |= 1u << k;
            if (_occurrences[k] != Occurrence.Any) _byOccurrence |= 1u << k;
        }
        for (var x = 0; x < _exclusions.Length; x++) if (_exclusions[x].Where is not null) _excludeConditional |= 1u << x;
        (_stepsOfType, _exclusionsOfType) = (ByType(_steps, names), ByType(_exclusions, names));
        if (Breakdown?.By is { } by) Column = new DimensionColumn(names, by);
        Needs = _steps.Concat(_exclusions).Aggregate(Column?.Needs ?? 0, (n, m) => n | m.Needs) | Needs.Type;
        RequiredTypes = Mode == FunnelMode.Unordered ? _steps.Aggregate(0UL, (bits, s) => bits | s.TypeBits) : _steps[0].TypeBits;
        bool[] relevant = [.. _stepsOfType.Zip(_exclusionsOfType, (steps, exclusions) => (steps | exclusions) != 0)];
        Relevant = new ByteSet(relevant);
        // Strict funnels look at every row between two steps.
        RelevantTypes = Mode == FunnelMode.Strict ? null : new FilterColumn(new DimensionColumn(names, Dimension.EventType), relevant);
        IsPlain = _conditional == 0 && question.StartsBeforeMs >= question.Scope.ToMs && _exclusions.Length == 0 && !StepTimes
            && !SharesRow;
        IsQuick = Mode == FunnelMode.Ordered && Optional == 0 && _byOccurrence == 0
            && Breakdown is null or { Segments.Count: > 0 } or { Attribution: Attribution.FirstTouch or Attribution.LastTouch };
    }

    public FunnelMode Mode { get; }
    public int K { get; }
    public long WindowMs { get; }
    public long StartsBeforeMs { get; }
    public bool SharesRow { get; }
    public uint Optional { get; }
    public FunnelExclusion[] Exclusions { get; }
    public FunnelBreakdown? Breakdown { get; }
    public DimensionColumn? Column { get; }
    public bool StepTimes { get; }
    public Needs Needs { get; }
    public ulong RequiredTypes { get; }

    /// <summary>One-byte types that fill a step or an exclusion.</summary>
    public ByteSet Relevant { get; }

    /// <summary>The types that fill a step or an exclusion, when no other row matters.</summary>
    public FilterColumn? RelevantTypes { get; }

    /// <summary>True when one pass with the latest start of each step decides, unless times tie or an exclusion occurs.</summary>
    public bool IsQuick { get; }

    /// <summary>True when steps are event types alone and only total times are wanted.</summary>
    public bool IsPlain { get; }

    /// <summary>Steps by type code.</summary>
    public uint[] StepsOfType => _stepsOfType;

    /// <summary>Steps a row may fill, occurrence aside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint StepsOf(in RowView rows, int i)
    {
        var mask = _stepsOfType[rows.Type[rows.Offset + i]];
        if ((mask & 1) != 0 && rows.TimeMs(i) >= _firstStepBeforeMs) mask &= ~1u;
        return (mask & _conditional) == 0 ? mask : Refine(mask, _conditional, _steps, rows, i);
    }

    /// <summary>Exclusions a row is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ExclusionsOf(in RowView rows, int i)
    {
        var mask = _exclusionsOfType[rows.Type[rows.Offset + i]];
        return (mask & _excludeConditional) == 0 ? mask : Refine(mask, _excludeConditional, _exclusions, rows, i);
    }

    /// <summary>For each step bound to an occurrence, the only row that may fill it; -1 when no row may.</summary>
    public void FindOccurrences(in RowView rows, Span<int> only)
    {
        for (var rest = _byOccurrence; rest != 0; rest &= rest - 1)
        {
            var k = BitOperations.TrailingZeroCount(rest);
            only[k] = -1;
            for (var i = 0; i < rows.To && only[k] < 0; i++)
            {
                var isType = _steps[k].Type < 0 || rows.Type[rows.Offset + i] == _steps[k].Type;
                if (isType && (_occurrences[k] == Occurrence.FirstEver || _steps[k].Fits(rows, i))) only[k] = i;
            }
        }
    }

    /// <summary>Takes away the steps whose one row is another.</summary>
    public uint KeepOccurrences(uint mask, int i, ReadOnlySpan<int> only)
    {
        for (var rest = mask & _byOccurrence; rest != 0; rest &= rest - 1)
        {
            var k = BitOperations.TrailingZeroCount(rest);
            if (only[k] != i) mask &= ~(1u << k);
        }
        return mask;
    }

    private static uint Refine(uint mask, uint conditional, EventMatcher[] matchers, in RowView rows, int i)
    {
        for (var rest = mask & conditional; rest != 0; rest &= rest - 1)
        {
            var k = BitOperations.TrailingZeroCount(rest);
            if (!matchers[k].Where!.Passes(rows, i)) mask &= ~(1u << k);
        }
        return mask;
    }

    private static uint[] ByType(EventMatcher[] matchers, StoreNames names)
    {
        var table = new uint[Math.Max(256, names.EventTypes.Count + 1)];
        for (var m = 0; m < matchers.Length; m++)
            for (var type = 1; type < table.Length; type++)
                if (matchers[m].Type < 0 || matchers[m].Type == type) table[type] |= 1u << m;
        return table;
    }
}

/// <summary>What makes a funnel question unanswerable.</summary>
internal static class FunnelChecks
{
    public const int MostSteps = 32;
    private const long LongestWindow = 3_153_600_000; // 100 years

    public static void Check(FunnelQuestion question)
    {
        question.Scope.Check();
        var steps = question.Steps.Count;
        if (steps == 0) throw new QuestionException("no_steps", "A funnel needs at least one step.");
        if (steps > MostSteps) throw new QuestionException("too_many_steps", $"A funnel has at most {MostSteps} steps; this one has {steps}.");
        if (question.WindowSeconds is < 1 or > LongestWindow)
            throw new QuestionException("window_out_of_range", "The window must be from 1 second to 100 years.");
        if (question.Exclusions.Count > 32) throw new QuestionException("too_many_exclusions", "A funnel has at most 32 exclusions.");
        foreach (var x in question.Exclusions)
        {
            if (x.FromStep < 0 || x.ToStep >= steps || x.FromStep >= x.ToStep)
                throw new QuestionException(
                    "exclusion_out_of_range", $"An exclusion lies between two steps from 0 to {steps - 1}, the second after the first.");
            if (question.Mode == FunnelMode.Unordered && (x.FromStep != 0 || x.ToStep != steps - 1))
                throw new QuestionException("exclusion_needs_whole_funnel", "In an unordered funnel an exclusion spans all steps.");
        }
        if (question.Steps.Any(s => s.Optional) && question.Mode != FunnelMode.Ordered)
            throw new QuestionException("optional_needs_order", "Only ordered funnels have optional steps.");
        if (question.SharesRow && (steps != 2 || question.Mode != FunnelMode.Ordered))
            throw new QuestionException("shared_row_needs_two_steps", "Only an ordered funnel of two steps may do both with one row.");
        if (question.Steps[0].Optional) throw new QuestionException("first_step_optional", "The first step cannot be optional.");
        if (question.Breakdown is { } breakdown) Check(breakdown, steps);
    }

    private static void Check(FunnelBreakdown breakdown, int steps)
    {
        if ((breakdown.By is null) == (breakdown.Segments.Count == 0))
            throw new QuestionException("bad_breakdown", "Break down by a column or by segments, one of the two.");
        if (breakdown.Top is < 1 or > 10_000) throw new QuestionException("top_out_of_range", "`top` must be from 1 to 10,000.");
        if (breakdown.Attribution == Attribution.Step && (breakdown.Step < 0 || breakdown.Step >= steps))
            throw new QuestionException("attribution_step_out_of_range", $"The step to attribute by must be from 0 to {steps - 1}.");
    }
}
