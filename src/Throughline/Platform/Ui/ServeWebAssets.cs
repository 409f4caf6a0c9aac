using Microsoft.Net.Http.Headers;

namespace Throughline.Platform.Ui;

/// <summary>Answers <c>/assets/…</c> and <c>/favicon.ico</c> ahead of routing: public, compressed, cached for ever when the version is right.</summary>
public sealed class ServeWebAssets(RequestDelegate next, WebAssets assets)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (Named(http.Request) is not { } asset) return next(http);

        var (body, encoding) = Choose(asset, http.Request.Headers.AcceptEncoding.ToString());
        var tag = $"\"{asset.Version}{encoding}\"";
        var headers = http.Response.Headers;
        headers.ETag = tag;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = http.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        if (http.Request.Headers.IfNoneMatch.Contains(tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (encoding is not null) headers.ContentEncoding = encoding;
        http.Response.ContentType = asset.ContentType;
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private WebAsset? Named(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return null;
        var path = request.Path.Value ?? "";
        if (path == "/favicon.ico") return assets.Find("favicon.svg");
        return path.StartsWith(WebAssets.Prefix, StringComparison.Ordinal) ? assets.Find(path[WebAssets.Prefix.Length..]) : null;
    }

    private static (byte[] Body, string? Encoding) Choose(WebAsset asset, string accepted)
    {
        if (asset.Brotli is { } brotli && Accepts(accepted, "br")) return (brotli, "br");
        if (asset.Gzip is { } gzip && Accepts(accepted, "gzip")) return (gzip, "gzip");
        return (asset.Plain, null);
    }

    private static bool Accepts(string accepted, string encoding) =>
        StringWithQualityHeaderValue.TryParseList([accepted], out var list)
        && list.Any(item => item.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && item.Quality is null or > 0);
}
