using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Throughline.Platform.Security.Limits;

/// <summary>Counts requests of a source and of a key. Each method answers <c>null</c> to go on, or the whole seconds to wait. What it remembers
/// is bounded: sources share a fixed number of buckets, of which each is found by a hash.</summary>
public sealed class Throttle(IOptions<SecurityLimits> options) : IDisposable
{
    private const ulong Buckets = 1 << 16;

    private readonly PartitionedRateLimiter<ulong> addresses = Bucket<ulong>(options.Value.RequestsPerSecondPerAddress, options.Value.BurstPerAddress);
    private readonly PartitionedRateLimiter<string> keys = Bucket<string>(options.Value.RequestsPerSecondPerKey, options.Value.BurstPerKey);

    public int? Request(IPAddress from) => Take(addresses, Source.Of(from) % Buckets);

    public int? KeyRequest(string key) => Take(keys, key);

    public void Dispose()
    {
        addresses.Dispose();
        keys.Dispose();
    }

    private static int? Take<T>(PartitionedRateLimiter<T> limiter, T who)
    {
        using var lease = limiter.AttemptAcquire(who);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
    }

    private static PartitionedRateLimiter<T> Bucket<T>(int perSecond, int burst) where T : notnull =>
        PartitionedRateLimiter.Create<T, T>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));
}
