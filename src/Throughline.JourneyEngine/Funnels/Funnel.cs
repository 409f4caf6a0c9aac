namespace Throughline.JourneyEngine;

/// <summary>Ordered: other events may lie between. Strict: no event of any kind may. Unordered: steps in any order.</summary>
public enum FunnelMode { Ordered, Strict, Unordered }

/// <summary>
/// Which of a customer's rows may fill a step: any; only the first row of that type ever, if it passes the conditions;
/// or only the first row ever that passes. "Ever" looks before the asked period too.
/// </summary>
public enum Occurrence { Any, FirstEver, FirstMatching }

/// <summary>How a customer gets a breakdown value: from the first or last row of any step that has one, one funnel for each value, or from
/// the row of one step.</summary>
public enum Attribution { FirstTouch, LastTouch, AllEvents, Step }

/// <summary>A step. An optional one (ordered funnels, never the first) may be skipped.</summary>
public sealed record FunnelStep(EventPattern Event, Occurrence Occurrence = Occurrence.Any, bool Optional = false)
{
    public static implicit operator FunnelStep(string name) => new(new EventPattern(name));

    /// <summary>A step by the event's name.</summary>
    public static FunnelStep FromString(string name) => new(new EventPattern(name));
}

/// <summary>An event that must not happen between two steps, counted from 0.</summary>
public sealed record FunnelExclusion(EventPattern Event, int FromStep, int ToStep);

/// <summary>A named set of customers to break a funnel down by.</summary>
public sealed record NamedSet(string Key, CustomerSet Customers);

/// <summary>A breakdown by a column with an attribution, or by sets of customers.</summary>
public sealed record FunnelBreakdown
{
    public Dimension? By { get; init; }
    public IReadOnlyList<NamedSet> Segments { get; init; } = [];
    public Attribution Attribution { get; init; } = Attribution.FirstTouch;

    /// <summary>The step, from 0, for <see cref="Attribution.Step"/>.</summary>
    public int Step { get; init; }

    /// <summary>How many values are answered, 1 to 10,000, by customers at the first step; the others are joined.</summary>
    public int Top { get; init; } = 100;
}

/// <summary>
/// How far customers come through 1 to 32 steps. A try is one event that fits the first step and the window after it,
/// counted from that event, its end included. Equal times have no order: they count in the customer's favour. Equal
/// steps need separate events. A customer counts once, with the best try no exclusion falls into: the one that comes
/// furthest, of those the one that gets there first, of those the latest begun, with its steps as early as can be. See docs/journey-engine.md.
/// </summary>
public sealed record FunnelQuestion
{
    public Scope Scope { get; init; } = new();
    public required IReadOnlyList<FunnelStep> Steps { get; init; }
    public required long WindowSeconds { get; init; }

    /// <summary>Rows from here on, in milliseconds since 1970 UTC, begin no try: for tries whose window is over. Later rows fill the other
    /// steps.</summary>
    public long StartsBeforeMs { get; init; } = JourneyRow.TimeLimitMs;

    /// <summary>Of an ordered funnel of two steps: a row that fits both does both, where the second was not done before. For what is reached
    /// at a touchpoint, by one of its own rows perhaps.</summary>
    public bool SharesRow { get; init; }

    public FunnelMode Mode { get; init; } = FunnelMode.Ordered;
    public IReadOnlyList<FunnelExclusion> Exclusions { get; init; } = [];
    public FunnelBreakdown? Breakdown { get; init; }

    /// <summary>False saves time when only counts are wanted, and the total time.</summary>
    public bool StepTimes { get; init; } = true;
}

/// <summary>Durations in seconds: how many, mean, median, and the deciles from least to greatest (nearest rank). Zeros when there are none.</summary>
public sealed record TimeDistribution(int N, double MeanSeconds, double MedianSeconds, IReadOnlyList<double> DecilesSeconds)
{
    /// <summary>How many fall into each stretch of <see cref="TimeScale"/>; empty unless it is the time from first to last step.</summary>
    public IReadOnlyList<int> Stretches { get; init; } = [];
}

/// <summary>A step's answer: who reached it, as a share of the first step (0 when nobody began), and the time from the step before.</summary>
public sealed record FunnelStepAnswer(string Event, int Customers, double Conversion, TimeDistribution FromStepBefore);

/// <summary>The steps and the time from first to last step of those who converted.</summary>
public sealed record FunnelSteps(IReadOnlyList<FunnelStepAnswer> Steps, TimeDistribution Total);

/// <summary>A breakdown value's funnel. <c>IsOther</c>: all values beyond the top, each customer counted once for each.</summary>
public sealed record FunnelPart(string Key, bool IsOther, FunnelSteps Funnel);

/// <summary>The answer over everyone, and by breakdown value when asked for.</summary>
public sealed record FunnelAnswer(FunnelSteps All, IReadOnlyList<FunnelPart> Breakdown);

/// <summary>Those who reached a step (from 0), or with <c>Dropped</c> those who reached the one before and not this; of one breakdown value, or all.</summary>
public sealed record FunnelCell(int Step, bool Dropped = false, string? Key = null);
