using System.Text;
using Throughline.Contracts;
using Throughline.Platform.Journal.Removing;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Outbox;

/// <summary>Takes back facts about an erased customer that are not handed on yet.</summary>
public sealed class EraseFromOutbox(ThroughlineDb db) : IEraseCustomer
{
    public string Part => "What was on its way to their timeline";

    public async Task Erase(WholeCustomer customer, CancellationToken ct)
    {
        var (mentions, outbox) = (new IdentityMentions(customer.Identities.Values), db.Outbox);
        // A fact names its customer as KIND and VALUE; a short id is told from other short texts by that.
        var values = customer.Identities.Values.Select(identity => $"\"Value\":{System.Text.Json.JsonSerializer.Serialize(identity.Value)}").ToList();
        await foreach (var row in outbox.AsAsyncEnumerable().WithCancellation(ct))
            if (values.Exists(value => row.Payload.Contains(value, StringComparison.Ordinal)) || mentions.AreIn(Encoding.UTF8.GetBytes(row.Payload))) outbox.Remove(row);
        await db.SaveChangesAsync(ct);
    }
}
