using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Passkeys;

/// <summary>Ends a passkey, such as that of a lost phone, and every other session of its colleague.</summary>
public sealed class RemovePasskey(ThroughlineDb db, UserManager<User> users, SignInManager<User> sessions) : IPart
{
    public async Task Remove(Guid id, string credentialId)
    {
        if (!Base64Url.IsValid(credentialId)) return;
        var (user, credential) = (await users.FindByIdAsync(id.ToString()), Base64Url.DecodeFromChars(credentialId));
        if (user is null || await users.GetPasskeyAsync(user, credential) is null) return;
        db.Audit(Actor.Self(user), "user.passkey-removed", $"user:{id}");
        await users.RemovePasskeyAsync(user, credential);
        await users.UpdateSecurityStampAsync(user);
        await sessions.RefreshSignInAsync(user);
    }
}
