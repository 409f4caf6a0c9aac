using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Server;

namespace Throughline.Data.Segment;

/// <summary>How many calls a second one write key may make for long, and four times as many at once; without limit unless the settings say so.</summary>
public sealed class IntakeLimit(IOptions<IntakeSettings> settings) : IDisposable
{
    private const int SecondsAtOnce = 4;

    private readonly PartitionedRateLimiter<KeyId>? _calls = settings.Value.RequestsPerSecondPerKey is > 0 and var perSecond ? Buckets(perSecond) : null;

    /// <exception cref="IntakeLimitException">The key has used up what it may send for now.</exception>
    internal void Take(KeyInfo key)
    {
        if (_calls is null) return;
        using var lease = _calls.AttemptAcquire(key.Id);
        if (!lease.IsAcquired) throw new IntakeLimitException();
    }

    public void Dispose() => _calls?.Dispose();

    private static PartitionedRateLimiter<KeyId> Buckets(int perSecond) =>
        PartitionedRateLimiter.Create<KeyId, KeyId>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond * SecondsAtOnce,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));
}

/// <summary>A write key has made more calls than the settings allow.</summary>
public sealed class IntakeLimitException() : Exception("This key makes too many calls.");
