namespace Throughline.JourneyEngine;

/// <summary>When a customer who was at a touchpoint has reached what they wanted: this event within a time after.</summary>
/// <param name="WithinSeconds">Inclusive, at least 0; the goal may come after the period's end.</param>
public sealed record TouchpointGoal(string Touchpoint, EventPattern Event, long WithinSeconds);

/// <summary>
/// Every touchpoint of a period at once: rows, customers, and who reached their goal. A goal is reached when its event
/// comes at the time of one of the customer's rows at the touchpoint in the period, or later within the goal's time;
/// the row itself may be it. A customer counts once. Only rows whose goal's time is over at <see cref="NowMs"/> are
/// judged, also where the goal is reached already: else those who are quick would count and those who are not would
/// not yet. A customer without any such row is open: neither reached nor missed.
/// </summary>
public sealed record TouchpointsQuestion
{
    public Scope Scope { get; init; } = new();
    public IReadOnlyList<TouchpointGoal> Goals { get; init; } = [];

    /// <summary>The present, milliseconds since 1970 UTC; later rows do not count as goals.</summary>
    public long NowMs { get; init; } = JourneyRow.TimeLimitMs;

    /// <summary>Into how many equal parts the period is cut for <see cref="TouchpointCount.Parts"/>, 1 to 366.</summary>
    public int Parts { get; init; } = 1;
}

/// <summary>Part of a period: rows, customers, of those who have a goal: reached and open.</summary>
public readonly record struct TouchpointPart(long Rows, int Customers, int Reached, int Open);

/// <summary>A touchpoint; an empty key stands for rows without one.</summary>
public sealed record TouchpointCount(string Touchpoint, long Rows, int Customers, int Reached, int Open, IReadOnlyList<TouchpointPart> Parts);

/// <summary>A stage: customers with a row at one of its touchpoints in the period.</summary>
public sealed record StageCount(string Stage, long Rows, int Customers);

/// <summary>Touchpoints and stages that occur, by name.</summary>
public sealed record TouchpointsAnswer(IReadOnlyList<TouchpointCount> Touchpoints, IReadOnlyList<StageCount> Stages);

/// <summary>Whose: of a touchpoint (empty: without one), or of a whole stage; all of them, or those who reached the goal, missed it, or are open.</summary>
public sealed record TouchpointCell(string? Touchpoint, string? Stage = null, GoalState? Goal = null);

/// <summary>How a customer stands with a goal.</summary>
public enum GoalState { Reached, Missed, Open }
