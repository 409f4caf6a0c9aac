using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Channels;

/// <summary>Forgets, and hands out, what was or will be sent to a customer's addresses.</summary>
public sealed class MessagesOfCustomer(ThroughlineDb db) : IEraseCustomer, IExportCustomer
{
    private const int Most = 10_000;

    string IEraseCustomer.Part => "Messages on their way out";

    string IExportCustomer.Part => "outgoingMessages";

    public Task Erase(WholeCustomer customer, CancellationToken ct) => Of(customer).ExecuteDeleteAsync(ct);

    public async Task<object?> Export(WholeCustomer customer, CancellationToken ct)
    {
        var found = await Of(customer).AsNoTracking().OrderBy(m => m.CreatedAt).Take(Most)
            .Select(m => new { m.Channel, to = m.Recipient, m.Subject, m.Text, m.CreatedAt, sentAt = m.State == MessageState.Sent ? m.DoneAt : null })
            .ToListAsync(ct);
        return found.Count == 0 ? null : found;
    }

    private IQueryable<MessageRow> Of(WholeCustomer customer)
    {
        var (messages, addresses) = (db.Messages, customer.Identities.Values.Select(i => i.Value).ToList());
        return messages.Where(m => addresses.Contains(m.Recipient));
    }
}
