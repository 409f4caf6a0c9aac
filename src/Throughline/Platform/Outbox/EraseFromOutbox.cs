using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Journal.Removing;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

/// <summary>Takes back facts about an erased customer that are not handed on yet, and with each its deliveries.</summary>
public sealed class EraseFromOutbox(ThroughlineDb db, OutboxDispatcher dispatcher) : IEraseCustomer
{
    public string Part => "Pending deliveries to their timeline";

    public Task Erase(WholeCustomer customer, CancellationToken ct) => dispatcher.HoldJournal(async () =>
    {
        var (mentions, outbox) = (new IdentityMentions(customer.Identities.Values), db.Outbox);
        // A fact names its customer as KIND and VALUE; a short id is told from other short texts by that.
        var values = customer.Identities.Values.Select(identity => $"\"Value\":{JsonSerializer.Serialize(identity.Value)}").ToList();
        var named = new List<long>();
        // Nobody tells another fact about them between reading and deleting.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await foreach (var row in outbox.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
            if (values.Exists(value => row.Payload.Contains(value, StringComparison.Ordinal)) || mentions.AreIn(Encoding.UTF8.GetBytes(row.Payload)))
                named.Add(row.Id);
        await outbox.Where(r => named.Contains(r.Id)).ExecuteDeleteAsync(ct); // The deliveries go with it.
        await transaction.CommitAsync(ct);
    }, ct);
}
