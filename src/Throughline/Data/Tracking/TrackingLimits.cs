namespace Throughline.Data.Tracking;

/// <summary>The limits of the tracking API, as clients know them.</summary>
internal static class TrackingLimits
{
    public const int EventBytes = 32 * 1024, BatchBytes = 500 * 1024, EventsInBatch = 2_500, MessageIdCharacters = 100, EventNameCharacters = 500, Depth = 64;

    /// <summary>A batch with an event nested deeper than this is refused whole; one nested deeper than <see cref="Depth"/> only sets the event aside.</summary>
    public const int BatchDepth = 1_000;
}

/// <summary>A whole call that cannot be taken, with what to do about it.</summary>
internal sealed class SegmentRefusal(string code, string message) : Exception(message)
{
    public string Code => code;
}
