using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Touchpoints.Seen;

/// <summary>Takes an erased customer's addresses, numbers and long ids out of the names of events that were seen, as the journal does.</summary>
public sealed class EraseFromSeen(ThroughlineDb db) : IEraseCustomer
{
    public string Part => "Their addresses in event names";
    public bool IsDerived => true;

    public async Task Erase(WholeCustomer customer, CancellationToken ct)
    {
        var named = ContactsInText.Of([.. customer.Identities.Values]);
        foreach (var seen in await db.SeenEvents.AsNoTracking().ToListAsync(ct))
        {
            if (named.TakenOutOf(seen.Event) is not { } name) continue;
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into touchpoints_seen (event, channel, count, last_seen)
                select {name}, channel, count, last_seen from touchpoints_seen where event = {seen.Event} and channel = {seen.Channel}
                on conflict (event, channel) do update set
                  count = touchpoints_seen.count + excluded.count, last_seen = max(touchpoints_seen.last_seen, excluded.last_seen)
                """, ct);
            await db.Database.ExecuteSqlAsync($"delete from touchpoints_seen where event = {seen.Event} and channel = {seen.Channel}", ct);
        }
    }
}
