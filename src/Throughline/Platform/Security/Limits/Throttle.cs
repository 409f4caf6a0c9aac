using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Throughline.Platform.Security.Limits;

/// <summary>Counts requests an address and a key, and wrong sign-ins. Each method answers <c>null</c> to go on, or the whole seconds to wait.</summary>
public sealed class Throttle(IOptions<SecurityLimits> options) : IDisposable
{
    private const int SignInsPerAddressFactor = 10;
    private static readonly TimeSpan SignInWindow = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<IPAddress> addresses = Bucket<IPAddress>(options.Value.RequestsPerSecondPerAddress, options.Value.BurstPerAddress);
    private readonly PartitionedRateLimiter<string> keys = Bucket<string>(options.Value.RequestsPerSecondPerKey, options.Value.BurstPerKey);
    private readonly PartitionedRateLimiter<(IPAddress, string)> wrongOnAccount = Window<(IPAddress, string)>(options.Value.WrongSignInsPerAccount);
    private readonly PartitionedRateLimiter<IPAddress> wrongFromAddress = Window<IPAddress>(options.Value.WrongSignInsPerAccount * SignInsPerAddressFactor);

    public int? Request(IPAddress from) => Take(addresses, from, 1);

    public int? KeyRequest(string key) => Take(keys, key, 1);

    /// <summary>Whether another try to sign in may be made; asking costs nothing.</summary>
    public int? SignIn(IPAddress? from, string account) =>
        Take(wrongOnAccount, (from ?? IPAddress.None, account), 0) ?? Take(wrongFromAddress, from ?? IPAddress.None, 0);

    public void WrongSignIn(IPAddress? from, string account)
    {
        Take(wrongOnAccount, (from ?? IPAddress.None, account), 1);
        Take(wrongFromAddress, from ?? IPAddress.None, 1);
    }

    public void Dispose()
    {
        addresses.Dispose();
        keys.Dispose();
        wrongOnAccount.Dispose();
        wrongFromAddress.Dispose();
    }

    private static int? Take<T>(PartitionedRateLimiter<T> limiter, T who, int permits)
    {
        using var lease = limiter.AttemptAcquire(who, permits);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : (int)SignInWindow.TotalSeconds;
    }

    private static PartitionedRateLimiter<T> Bucket<T>(int perSecond, int burst) where T : notnull =>
        PartitionedRateLimiter.Create<T, T>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    private static PartitionedRateLimiter<T> Window<T>(int permits) where T : notnull =>
        PartitionedRateLimiter.Create<T, T>(who => RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = SignInWindow,
            QueueLimit = 0,
        }));
}
