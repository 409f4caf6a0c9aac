using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Throughline.Platform.Colleagues;

namespace Throughline.Platform.Security.Access;

/// <summary>What the cookie says about a colleague: id, roles, and what every page shows, so that pages need not ask the database.</summary>
public sealed class UserClaims(UserManager<User> users, RoleManager<Role> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, Role>(users, roles, options)
{
    /// <summary>The colleague's own name and IANA time zone.</summary>
    public const string Name = "display_name", TimeZone = "zoneinfo";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(Name, user.Name));
        identity.AddClaim(new Claim(TimeZone, user.TimeZone));
        return identity;
    }
}
