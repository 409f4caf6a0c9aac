namespace Throughline.Platform.Security.Links;

/// <summary>What a page behind a link tells browsers and crawlers: the address itself is the secret.</summary>
public static class LinkPages
{
    /// <summary>Keeps the address out of search engines, caches, and the next site's log.</summary>
    public static void KeepToItself(HttpResponse response)
    {
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        response.Headers.CacheControl = "no-store";
    }
}
