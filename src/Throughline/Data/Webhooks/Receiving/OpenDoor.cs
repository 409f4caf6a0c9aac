using System.Text.Json;
using Throughline.Data.Webhooks.Mapping;

namespace Throughline.Data.Webhooks.Receiving;

/// <summary>A webhook door as it is held in memory while the server runs.</summary>
/// <param name="VerifyToken">In UTF-8; null when the sender never asks whether this is the right address.</param>
internal sealed record OpenDoor(string Key, string Name, SenderProof Proof, byte[]? VerifyToken, CompiledMapping Mapping, DoorTally Tally);

/// <summary>What came by a door since it was last written down, and the newest body. The body is personal, so it stays in memory alone.</summary>
internal sealed class DoorTally
{
    private const int LargestSample = 64 * 1024;
    private const long BetweenSamples = 1_000_000;

    private long _accepted, _repeated, _setAside, _lastAt, _sampleAt;
    private volatile byte[]? _sample;

    public byte[]? Sample => _sample;

    public void Count(int accepted, int repeated, int setAside, long now)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _repeated, repeated);
        Interlocked.Add(ref _setAside, setAside);
        Volatile.Write(ref _lastAt, now);
    }

    /// <summary>Keeps a body to try the mapping on; at a rush, one a second.</summary>
    public void Keep(JsonElement body, long now)
    {
        if (_sample is not null && now - Interlocked.Read(ref _sampleAt) < BetweenSamples) return;
        Interlocked.Exchange(ref _sampleAt, now);
        if (WebhookBody.Compact(body) is { Length: <= LargestSample } sample) _sample = sample;
    }

    public void Forget() => _sample = null;

    /// <summary>What there is to write down; null when nothing has come since.</summary>
    public (long Accepted, long Repeated, long SetAside, long LastAt)? Take() => Interlocked.Exchange(ref _lastAt, 0) is var lastAt and not 0
        ? (Interlocked.Exchange(ref _accepted, 0), Interlocked.Exchange(ref _repeated, 0), Interlocked.Exchange(ref _setAside, 0), lastAt)
        : null;
}
