namespace Throughline.JourneyEngine;

/// <summary>
/// How a customer's rows move them through the stages. Only rows that carry a stage count (that of their touchpoint).
/// </summary>
/// <remarks>
/// The first row with a stage begins the journey. A row of a later stage advances. A row of an earlier stage moves back
/// only when more than <see cref="Settle"/> went by since the last row of the present stage or a later one; back from
/// <see cref="BoughtFrom"/> or beyond, it begins another round. The first stage only begins a journey and never moves
/// anybody back, nor does it break silence: a campaign is not something that the customer did. Rows of <see cref="Still"/>
/// break silence and do nothing else: who calls for help is there, and is no further on. Who has ever come to
/// <see cref="BoughtFrom"/> and is silent for longer than <see cref="Silence"/> has defected, at the moment the silence
/// was that long; so has, at once, who has a row of the stage <see cref="Defected"/>. The next row of any stage but the first brings them back.
/// </remarks>
public sealed record StageRules
{
    /// <summary>Stage names in the order in which a customer advances, without the stage of those who left.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    /// <summary>Stages outside the order that move nobody.</summary>
    public IReadOnlyList<string> Still { get; init; } = [];

    /// <summary>The stage of those who left.</summary>
    public string Defected { get; init; } = "defected";

    /// <summary>Index in <see cref="Order"/> of the stage from which on somebody has bought.</summary>
    public int BoughtFrom { get; init; } = 2;

    /// <summary>How long a stage holds against rows of earlier ones, at least 0.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long without a row until a buyer has left; null: silence says nothing.</summary>
    public TimeSpan? Silence { get; init; }
}

/// <summary>Why a customer's stage changed.</summary>
public enum StageStep { Began, Advanced, FellBack, CameRound, Left, FellSilent, CameBack }

/// <summary>One change of stage. <c>Position</c>: the row that caused it, or the last one before the silence; <c>Touchpoint</c>: that row's,
/// empty if it has none. <c>Round</c> counts from 1.</summary>
public sealed record StageChange(long AtMs, string? From, string To, StageStep Step, long Position, int Round, string Touchpoint);

/// <summary>Who stands in a stage at a moment. People without any row with a stage stand in none.</summary>
/// <param name="Stage">A stage of <see cref="StageRules.Order"/>, or the stage of those who left.</param>
/// <param name="AtMs">The moment, milliseconds since 1970 UTC; rows at it count.</param>
public sealed record StageStandingQuestion(StageRules Rules, string Stage, long AtMs);
