using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Touchpoints.Seen;

/// <summary>Forgets who referred whom where an erased customer did; their own orders and referrals go with their interactions.</summary>
public sealed class EraseFromReferrals(ThroughlineDb db) : IEraseCustomer
{
    public string Part => "Orders and referrals";
    public bool IsDerived => true;

    public async Task Erase(WholeCustomer customer, CancellationToken ct)
    {
        foreach (var number in customer.Identities.Keys)
        {
            await db.Database.ExecuteSqlAsync($"update touchpoints_referrals set referrer = null where referrer = {number}", ct);
            await db.Database.ExecuteSqlAsync($"delete from touchpoints_referrals where identity = {number}", ct);
            await db.Database.ExecuteSqlAsync($"delete from touchpoints_orders where identity = {number}", ct);
        }
    }
}
