namespace Throughline.Platform.Security.Entry;

/// <summary>Where to go after signing in: a path of this server, never another site.</summary>
public static class ReturnUrl
{
    public const string Home = "/";

    /// <summary><paramref name="url"/> if it is a local path, else the start page. Browsers read <c>//host</c> and <c>/\host</c> as another
    /// site, and drop control characters.</summary>
    public static string Local(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : Home;

    /// <summary>The sign-in page that leads back to a request.</summary>
    public static string SignInFor(HttpRequest request) => HttpMethods.IsGet(request.Method) && (request.Path != Home || request.QueryString.HasValue)
        ? $"/sign-in?returnUrl={Uri.EscapeDataString(request.PathBase + request.Path + request.QueryString)}"
        : "/sign-in";
}
