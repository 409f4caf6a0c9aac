using Microsoft.AspNetCore.Antiforgery;
using Throughline.Platform.Security.Keys;

namespace Throughline.Platform.Security.Access;

/// <summary>The one place where a request is let in: its route names a permission and the caller has it, and what a cookie signs for
/// carries the antiforgery token.</summary>
public sealed partial class Border(RequestDelegate next, PermissionTable permissions, IAntiforgery antiforgery, ILogger<Border> log)
{
    public async Task Invoke(HttpContext http)
    {
        if (http.GetEndpoint() is { } endpoint)
        {
            if (RefusalBy(endpoint, http) is { } refusal)
            {
                await refusal.Write(http);
                return;
            }
            if (NeedsToken(endpoint, http) && !await antiforgery.IsRequestValidAsync(http))
            {
                await Refusal.NoToken.Write(http);
                return;
            }
        }
        await next(http);
    }

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
                NoMark(endpoint.DisplayName);
                return Refusal.NoMark;
        }
    }

    private static Refusal Why(HttpContext http, string permission) => http.User switch
    {
        { Identity: not { IsAuthenticated: true } } => Refusal.Unknown,
        var who when who.FindFirst(KeyAuthentication.KindClaim)?.Value == KeyKinds.NameOf(KeyKind.Write) => Refusal.WriteKey,
        _ => Refusal.Forbidden(permission),
    };

    // What a cookie lets in needs the token. A public route, such as the intake, lets anybody in and needs it only if it asks:
    // every form does, so that nobody is signed in by another site.
    private static bool NeedsToken(Endpoint endpoint, HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method)) return false;
        if (http.User.IsByCookie && endpoint.Metadata.GetMetadata<IAccessMark>() is not PublicPageAttribute) return true;
        return (http.User.IsByCookie || http.User.Identity is not { IsAuthenticated: true })
            && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true };
    }

    [LoggerMessage(LogLevel.Error, "The route {Route} names no permission and is not public; it is refused")]
    partial void NoMark(string? route);
}
