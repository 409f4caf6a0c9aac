namespace Throughline.JourneyEngine;

/// <summary>What one question sees: the state of a generation as it was when the snapshot was taken, and nothing later.</summary>
internal sealed record Snapshot(Generation Generation, Layer? Gathered, int TailCount, int TouchedCount, int GatheredTouchedCount, int Version, long Position)
{
    /// <summary>The layer whose touched customers are in no segment as they are now.</summary>
    public Layer Newest => Gathered ?? Generation.BaseLayer;

    /// <summary>How many identities must be put together from base and fresh rows.</summary>
    public int OverlayCount => Gathered is null ? TouchedCount : GatheredTouchedCount;

    /// <summary>Holds the segments against being unmapped; false when the snapshot is too old for that.</summary>
    public bool TryAcquire()
    {
        if (!Generation.Base.TryAcquire()) return false;
        if (Gathered is null || Gathered.Segment.TryAcquire()) return true;
        Generation.Base.Release();
        return false;
    }

    /// <param name="inBackground">True for those who must not wait until a segment that nobody else holds is unmapped.</param>
    public void Release(bool inBackground = false)
    {
        Gathered?.Segment.Release(inBackground);
        Generation.Base.Release(inBackground);
    }
}
