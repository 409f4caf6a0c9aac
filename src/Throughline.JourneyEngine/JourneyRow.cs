namespace Throughline.JourneyEngine;

/// <summary>
/// One interaction as the store keeps it. Names (type, channel, touchpoint, stage) are codes of the store's
/// dictionaries; code 0 means "none". The row belongs to an identity, never to a customer, so that customers can be
/// joined and split without touching it.
/// </summary>
/// <param name="Identity">Number of the identity, 0 to 1,073,741,823; small dense numbers keep the store small.</param>
/// <param name="TimeMs">When it happened, milliseconds since 1970 UTC; from 1970 to 2106-02-07.</param>
/// <param name="Position">Journal position. Strictly increasing from row to row; a position already taken in is ignored.</param>
/// <param name="Type">Code of the event type, at least 1.</param>
/// <param name="Channel">Code of the channel, 0 for none.</param>
/// <param name="Touchpoint">Code of the touchpoint, 0 for none.</param>
/// <param name="Stage">Code of the journey stage, 0 for none.</param>
/// <param name="Value">A number in the caller's smallest unit (cents, or millionths), or <see cref="NoValue"/>.</param>
public readonly record struct JourneyRow(
    int Identity, long TimeMs, long Position, int Type, int Channel = 0, int Touchpoint = 0, int Stage = 0, long Value = JourneyRow.NoValue)
{
    /// <summary>The row carries no value. Sums, averages and medians pass over it.</summary>
    public const long NoValue = long.MinValue;

    /// <summary>The largest identity or customer number.</summary>
    public const int LargestKey = (1 << 30) - 1;

    /// <summary>One past the last time the store can hold (2106-02-07T06:28:16Z), in milliseconds since 1970.</summary>
    public const long TimeLimitMs = 4_294_967_296_000L;
}

/// <summary>One line of a customer's timeline, newest first.</summary>
public readonly record struct TimelineRow(long Position, long TimeMs, int Identity, int Type, int Channel, int Touchpoint, int Stage, long Value);
