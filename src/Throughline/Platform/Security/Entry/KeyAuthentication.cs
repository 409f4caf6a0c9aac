using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;

namespace Throughline.Platform.Security.Entry;

/// <summary>Reads <c>Authorization: Bearer tl_secret_…</c> (RFC 6750).</summary>
public sealed class KeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyRing keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token) return Task.FromResult(AuthenticateResult.NoResult());
        if (keys.Find(token) is not { } key) return Task.FromResult(AuthenticateResult.Fail("The key is unknown or revoked."));

        List<Claim> claims = [new(KeyClaims.Id, key.Id.Value.ToString()), new(KeyClaims.Name, key.Name), new(KeyClaims.Kind, KeyKinds.NameOf(key.Kind))];
        if (key.Scopes is { } scopes) claims.Add(new(KeyClaims.Scopes, scopes));
        var who = new ClaimsPrincipal(new ClaimsIdentity(claims, Schemes.Key));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(who, Schemes.Key)));
    }
}
