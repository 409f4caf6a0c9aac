using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Protection;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Users;

/// <summary>Identity's own store, except that the second factor's key and the recovery codes are encrypted at rest.</summary>
public sealed class ProtectedUserStore(ThroughlineDb db, Secrets secrets, IdentityErrorDescriber? describer = null)
    : UserStore<
        User, Role, ThroughlineDb, Guid, IdentityUserClaim<Guid>, IdentityUserRole<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>,
        IdentityRoleClaim<Guid>, IdentityUserPasskey<Guid>>(db, describer)
{
    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : secrets.Protect(value, PurposeOf(user, name)), cancellationToken);

    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } stored ? Read(stored, PurposeOf(user, name)) : null;

    // Made with a master key that is gone: as good as none, so that signing in says so instead of failing.
    private string? Read(string stored, string purpose)
    {
        try
        {
            return secrets.Unprotect(stored, purpose);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string PurposeOf(User user, string name) => $"user {user.Id} {name}";
}
