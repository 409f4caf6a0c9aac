using System.Security.Claims;
using Throughline.Platform.Security.Users;

namespace Throughline.Platform.Security.Access;

/// <summary>Who does something, as far as rules and the record of it need to know.</summary>
/// <param name="User">The signed-in colleague; <c>null</c> for the command line and for keys.</param>
/// <param name="IsOwner">Owners and the operator of the machine may do what admins may not.</param>
public sealed record Actor(Guid? User, bool IsOwner)
{
    /// <summary>The operator of the machine: the command line, and the program itself.</summary>
    public static Actor Operator { get; } = new(null, IsOwner: true);

    public static Actor Of(ClaimsPrincipal who) => who.Identity?.AuthenticationType == Schemes.Local
        ? Operator
        : new Actor(who.UserId, who.IsInRole(Role.Owner));
}

public static class PrincipalFacts
{
    extension(ClaimsPrincipal who)
    {
        /// <summary>The signed-in colleague's id, if this is one.</summary>
        public Guid? UserId => Guid.TryParse(who.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

        public bool IsByCookie => who.Identity is { IsAuthenticated: true, AuthenticationType: not (Schemes.Local or Schemes.Key) };
    }
}
