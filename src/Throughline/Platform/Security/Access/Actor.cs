using System.Security.Claims;
using Throughline.Platform.Colleagues;

namespace Throughline.Platform.Security.Access;

/// <summary>Who does something, as far as rules and the record of it need to know.</summary>
/// <param name="User">The signed-in colleague; <c>null</c> for the command line and for keys.</param>
/// <param name="IsOwner">Owners and the operator of the machine may do what admins may not.</param>
/// <param name="Name">As the audit log says it: "Ann Lee", "command line", "key Web shop".</param>
public sealed record Actor(Guid? User, bool IsOwner, string Name)
{
    /// <summary>The operator of the machine: the command line.</summary>
    public static Actor Operator { get; } = new(null, IsOwner: true, "command line");

    /// <summary>Whoever stands before the door and was not let in.</summary>
    public static Actor Stranger { get; } = new(null, IsOwner: false, "not signed in");

    public static Actor Of(ClaimsPrincipal who) => who.Identity?.AuthenticationType switch
    {
        Schemes.Local => Operator,
        Schemes.Key => new Actor(null, IsOwner: false, $"key {who.FindFirstValue(KeyClaims.Name)}"),
        null => Stranger,
        _ => new Actor(who.UserId, who.IsInRole(Role.Owner), who.FindFirstValue(UserClaims.Name) ?? ""),
    };

    /// <summary>A colleague who does something with their own account.</summary>
    public static Actor Self(User user) => new(user.Id, IsOwner: false, user.Name);
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
