using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Links;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Users;

/// <summary>The links by which a colleague chooses a new password. A newer one, or anything else that ends sessions, ends the older.</summary>
public sealed class SignInLinks(SignedLinks links, ThroughlineDb db) : IPart
{
    public const string Purpose = "sign-in";

    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    public (string Path, DateTimeOffset EndsAt) Make(User user)
    {
        var (link, token) = links.Make(Purpose, $"{user.Id:N}:{user.SecurityStamp}", Lasts, once: true);
        return ($"/new-password/{token}", link.EndsAt);
    }

    /// <summary>Whose it is; null when it works no more. Looking uses nothing up.</summary>
    public async Task<(SignedLink Link, User User)?> Open(string? token, CancellationToken ct)
    {
        if (await links.Open(Purpose, token, ct) is not { } link) return null;
        if (link.Subject.Split(':') is not [var id, var stamp] || !Guid.TryParse(id, out var user)) return null;
        return await db.Users.FindAsync([user], ct) is { IsDisabled: false } found && found.SecurityStamp == stamp ? (link, found) : null;
    }
}
