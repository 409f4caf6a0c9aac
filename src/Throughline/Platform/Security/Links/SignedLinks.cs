using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Links;

/// <summary>
/// Makes and opens signed links, the one kind there is. A link carries its subject and end, encrypted and signed by the keys of data
/// protection, which change every 90 days and open what they once closed. Nothing is stored of a link until it is used up or revoked.
/// </summary>
public sealed class SignedLinks(IDataProtectionProvider protection, ThroughlineDb db, TimeProvider clock) : IPart
{
    private const string Links = "Throughline.Links";
    private const int LongestToken = 2_000;

    /// <param name="purpose">What it opens, such as <c>invitation</c>: a link of another purpose does not.</param>
    /// <returns>The link, and the text that stands in its address.</returns>
    public (SignedLink Link, string Token) Make(string purpose, string subject, TimeSpan lasts, bool once)
    {
        var now = clock.GetUtcNow();
        var link = new SignedLink(Guid.CreateVersion7(now), subject, now + lasts, once);
        return (link, WebEncoders.Base64UrlEncode(For(purpose).Protect(link.Write())));
    }

    /// <summary>Null when it was altered, was made for another purpose, is over, was used up or was revoked.</summary>
    public async Task<SignedLink?> Open(string purpose, string? token, CancellationToken ct)
    {
        if (Read(purpose, token) is not { } link || link.EndsAt <= clock.GetUtcNow()) return null;
        return await db.Set<EndedLink>().AnyAsync(ended => ended.Id == link.Id, ct) ? null : link;
    }

    /// <summary>Adds the use of a link to what will be saved. Of two who use one that counts once, the second is refused by a unique key.</summary>
    public void Use(SignedLink link)
    {
        if (link.IsOnce) db.Add(new EndedLink { Id = link.Id, Until = link.EndsAt });
    }

    /// <summary>Adds the end of a link to what will be saved.</summary>
    public async Task Revoke(Guid link, DateTimeOffset endsAt, CancellationToken ct)
    {
        var (links, now) = (db.Set<EndedLink>(), clock.GetUtcNow());
        await links.Where(one => one.Until < now).ExecuteDeleteAsync(ct);
        if (endsAt > now && await links.FindAsync([link], ct) is null) links.Add(new EndedLink { Id = link, Until = endsAt });
    }

    private SignedLink? Read(string purpose, string? token)
    {
        if (token is not { Length: > 0 and <= LongestToken }) return null;
        try
        {
            return SignedLink.Read(For(purpose).Unprotect(WebEncoders.Base64UrlDecode(token)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector For(string purpose) => protection.CreateProtector(Links, purpose);
}
