using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Sessions;

/// <summary>Puts on record who came in, and who was not let in. It is written even if the browser has gone.</summary>
internal static class SignInRecord
{
    /// <param name="how">password, code or passkey</param>
    internal static Task SignedIn(this ThroughlineDb db, User user, string how)
    {
        db.Audit(Actor.Self(user), "user.signed-in", $"user:{user.Id}", new { how });
        return db.SaveChangesAsync(CancellationToken.None);
    }

    /// <param name="account">Whose account was tried, if it is one of ours: what strangers type is not kept.</param>
    internal static Task RefusedSignIn(this ThroughlineDb db, User? account, string how)
    {
        db.Audit(Actor.Stranger, "user.sign-in-refused", account is null ? "user:unknown" : $"user:{account.Id}", new { how });
        return db.SaveChangesAsync(CancellationToken.None);
    }
}
