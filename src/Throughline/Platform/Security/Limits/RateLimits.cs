using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.RateLimiting;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Entry;

namespace Throughline.Platform.Security.Limits;

/// <summary>Turns away whoever asks too much, before anything is read. A route with limits of its own says <c>.DisableRateLimiting()</c>.</summary>
public sealed class AddressLimit(RequestDelegate next, Throttle throttle)
{
    public Task Invoke(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && !RateLimits.IsExempt(http) && throttle.Request(address) is { } seconds
            ? RateLimits.Refuse(http, seconds)
            : next(http);
}

/// <summary>The same for a secret key, whichever addresses it comes from.</summary>
public sealed class KeyLimit(RequestDelegate next, Throttle throttle)
{
    public Task Invoke(HttpContext http) =>
        http.User.FindFirstValue(KeyClaims.Id) is { } key && !RateLimits.IsExempt(http) && throttle.KeyRequest(key) is { } seconds
            ? RateLimits.Refuse(http, seconds)
            : next(http);
}

internal static class RateLimits
{
    internal static bool IsExempt(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null;

    internal static Task Refuse(HttpContext http, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Refusal.TooMany(seconds).Write(http);
    }
}
