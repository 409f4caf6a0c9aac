using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Throughline.Platform.Colleagues;

namespace Throughline.Platform.Security.Access;

/// <summary>What the cookie says about a colleague: id, roles, and what every page shows, so that pages need not ask the database.</summary>
public sealed class UserClaims(UserManager<User> users, RoleManager<Role> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, Role>(users, roles, options)
{
    /// <summary>The colleague's own name and IANA time zone, and the language that they chose.</summary>
    public const string Name = "display_name", TimeZone = "zoneinfo", Language = "locale";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(Name, user.Name));
        identity.AddClaim(new Claim(TimeZone, user.TimeZone));
        if (user.Language is { } language) identity.AddClaim(new Claim(Language, language));
        return identity;
    }

    /// <summary>The language that whoever is signed in chose; null where nobody is, or they leave it to their browser.</summary>
    internal static async Task<string?> LanguageOf(HttpContext http) =>
        http.Request.Cookies.Count == 0 ? null : (await http.AuthenticateAsync(Schemes.Cookie)).Principal?.FindFirstValue(Language);
}
