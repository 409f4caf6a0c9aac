using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Touchpoints.Referrals;

/// <summary>Reads who came by whose recommendation. Whose an identity is decides at the moment it is asked, so that joined customers stay right.</summary>
public sealed class ReadReferrals(ThroughlineDb db, IIdentityOwners owners) : IReferrals
{
    /// <summary>A customer who came by a recommendation, the first one if several.</summary>
    /// <param name="By">Who recommended; null when the referral names nobody we know.</param>
    public sealed record Came(int Customer, int? By, DateTimeOffset At);

    public async Task<CustomerId?> WhoReferred(IReadOnlyCollection<int> identities, CancellationToken ct)
    {
        var referrals = db.Referrals;
        var used = await referrals.AsNoTracking().Where(r => r.IsUsed && identities.Contains(r.Identity)).OrderBy(r => r.At).ToListAsync(ct);
        if (used.Count == 0) return null;
        var senders = used.Any(r => r.Referrer is null && r.Code is not null) ? await Senders(ct) : [];
        var own = used.Select(r => owners.OwnerOf(r.Identity)).ToHashSet();
        return used.Select(r => WhoSent(r, senders)).FirstOrDefault(by => by is { } known && !own.Contains(known)) is { } sender
            ? new CustomerId(sender)
            : null;
    }

    /// <summary>Everybody who came by a recommendation, the latest first.</summary>
    public async Task<IReadOnlyList<Came>> All(CancellationToken ct)
    {
        var referrals = db.Referrals;
        var used = await referrals.AsNoTracking().Where(r => r.IsUsed).OrderBy(r => r.At).ToListAsync(ct);
        var senders = await Senders(ct);
        var came = new Dictionary<int, Came>();
        foreach (var referral in used)
        {
            var (customer, by) = (owners.OwnerOf(referral.Identity), WhoSent(referral, senders));
            if (by == customer) continue; // Nobody recommends us to themselves.
            if (!came.TryGetValue(customer, out var first) || first.By is null && by is not null)
                came[customer] = new Came(customer, by, first?.At ?? referral.At);
        }
        return [.. came.Values.OrderByDescending(c => c.At)];
    }

    /// <summary>How many recommendations were sent, and by how many customers.</summary>
    public async Task<(int Sent, int Senders)> CountSent(CancellationToken ct)
    {
        var referrals = db.Referrals;
        var sent = await referrals.AsNoTracking().Where(r => !r.IsUsed).Select(r => r.Identity).ToListAsync(ct);
        return (sent.Count, sent.Select(owners.OwnerOf).Distinct().Count());
    }

    private int? WhoSent(Referral referral, Dictionary<string, int> senders) =>
        referral.Referrer is { } referrer ? owners.OwnerOf(referrer)
            : referral.Code is { } code && senders.TryGetValue(code, out var sender) ? owners.OwnerOf(sender)
            : null;

    private async Task<Dictionary<string, int>> Senders(CancellationToken ct)
    {
        var referrals = db.Referrals;
        var sent = await referrals
            .AsNoTracking()
            .Where(r => !r.IsUsed && r.Code != null)
            .OrderBy(r => r.Position)
            .Select(r => new { r.Code, r.Identity })
            .ToListAsync(ct);
        return sent.DistinctBy(s => s.Code).ToDictionary(s => s.Code!, s => s.Identity);
    }
}
