using Microsoft.AspNetCore.Antiforgery;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;

namespace Throughline.Platform.Security.Entry;

/// <summary>The one place where a request is let in: its route names a permission and the caller has it, and what a cookie signs for
/// carries the antiforgery token.</summary>
public sealed partial class Border(RequestDelegate next, PermissionTable permissions, IAntiforgery antiforgery, ILogger<Border> log)
{
    public async Task Invoke(HttpContext http)
    {
        // What is no route of ours is routing's own answer: 405 with the methods that there are, or 415.
        if (http.GetEndpoint() is RouteEndpoint endpoint)
        {
            if (RefusalBy(endpoint, http) is { } refusal)
            {
                await refusal.Write(http);
                return;
            }
            if (await WhyNoForm(endpoint, http) is { } why)
            {
                await why.Write(http);
                return;
            }
        }
        await next(http);
    }

    private async Task<Refusal?> WhyNoForm(Endpoint endpoint, HttpContext http)
    {
        if (IsSafe(http.Request.Method)) return null;
        if (endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true })
        {
            if (http.User.Identity is { AuthenticationType: Schemes.Key }) return Refusal.FormOfAPage;
            if (!await CanRead(http.Request)) return Refusal.NoForm;
        }
        return NeedsToken(endpoint, http) && !await antiforgery.IsRequestValidAsync(http) ? Refusal.NoToken : null;
    }

    // Read here, once: a form with more fields than any page has, or with what is no text in it, is known before anybody asks for a field.
    private static async Task<bool> CanRead(HttpRequest request)
    {
        if (!request.HasFormContentType) return true;
        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException and not BadHttpRequestException)
        {
            return false;
        }
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private Refusal? RefusalBy(Endpoint endpoint, HttpContext http)
    {
        switch (endpoint.Metadata.GetMetadata<IAccessMark>())
        {
            case PublicPageAttribute:
                return null;
            case SignedInAttribute:
                return http.User.IsByCookie ? null : Refusal.Unknown;
            case RequirePermissionAttribute mark:
                return permissions.Allows(http.User, mark.Permission) ? null : Why(http, mark.Permission);
            default:
                if (!IsBlazors(endpoint)) NoMark(endpoint.DisplayName);
                return Refusal.NoMark;
        }
    }

    // Razor brings routes for Blazor's script, which is not used: they are closed, and whoever asks for them is nobody's mistake.
    private static bool IsBlazors(Endpoint endpoint) => endpoint is RouteEndpoint { RoutePattern.RawText: { } path }
        && path.TrimStart('/').StartsWith("_framework/", StringComparison.Ordinal);

    private Refusal Why(HttpContext http, string permission) => http.User switch
    {
        { Identity: not { IsAuthenticated: true } } => Refusal.Unknown,
        var who when who.FindFirst(KeyClaims.Kind)?.Value == KeyKinds.NameOf(KeyKind.Write) => Refusal.WriteKey,
        _ => Refusal.Forbidden(permissions.Find(permission) ?? new(permission, permission)),
    };

    // What a cookie lets in needs the token. A public route, such as the intake, lets anybody in and needs it only if it asks:
    // every form does, so that nobody is signed in by another site.
    private static bool NeedsToken(Endpoint endpoint, HttpContext http)
    {
        if (http.User.IsByCookie && endpoint.Metadata.GetMetadata<IAccessMark>() is not PublicPageAttribute) return true;
        return (http.User.IsByCookie || http.User.Identity is not { IsAuthenticated: true })
            && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true };
    }

    [LoggerMessage(LogLevel.Error, "The route {Route} has no permission and is not public; refused")]
    partial void NoMark(string? route);
}
