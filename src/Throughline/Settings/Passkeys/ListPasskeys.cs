using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Passkeys;

/// <summary>A colleague's own passkeys, oldest first.</summary>
public sealed class ListPasskeys(ThroughlineDb db, UserManager<User> users) : IPart
{
    /// <param name="Id">The credential's id in base64url.</param>
    public sealed record Line(string Id, string Name, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt);

    public async Task<IReadOnlyList<Line>> List(User user, CancellationToken ct)
    {
        var passkeys = await users.GetPasskeysAsync(user);
        byte[][] ids = [.. passkeys.Select(p => p.CredentialId)];
        var uses = await db.Set<PasskeyUse>().AsNoTracking().Where(u => ids.Contains(u.CredentialId)).ToListAsync(ct);
        return
        [
            .. passkeys.OrderBy(p => p.CreatedAt).Select(p => new Line(
                Base64Url.EncodeToString(p.CredentialId), p.Name ?? "Passkey", p.CreatedAt,
                uses.FirstOrDefault(u => u.CredentialId.AsSpan().SequenceEqual(p.CredentialId))?.LastUsedAt)),
        ];
    }
}
