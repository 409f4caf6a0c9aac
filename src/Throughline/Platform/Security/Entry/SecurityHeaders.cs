namespace Throughline.Platform.Security.Entry;

/// <summary>What every answer tells the browser not to do. A route may replace one, such as a widget that others may frame.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
        + "frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public Task Invoke(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        http.Response.OnStarting(static response =>
        {
            // What is shown to somebody who was let in is theirs alone, also on a shared computer after they have left.
            var http = (HttpContext)response;
            // What a route calls public is the same for everybody.
            var isPublic = http.Response.Headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal);
            if (http.User.Identity is { IsAuthenticated: true } && !isPublic) http.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, http);
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        return next(http);
    }
}
