using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Service.Conversations;

/// <summary>Hands out and forgets the conversations with one customer.</summary>
public sealed class ConversationsOfCustomer(ThroughlineDb db) : IEraseCustomer, IExportCustomer
{
    string IEraseCustomer.Part => "Conversations";

    string IExportCustomer.Part => "conversations";

    public Task Erase(WholeCustomer customer, CancellationToken ct) => Of(customer).ExecuteDeleteAsync(ct);

    public async Task<object?> Export(WholeCustomer customer, CancellationToken ct) =>
        await Of(customer).AsNoTracking().OrderBy(c => c.Number)
            .Select(c => new { c.Number, c.Subject, c.Channel, status = c.Status.ToString(), c.CreatedAt }).ToListAsync(ct) is { Count: > 0 } all ? all : null;

    private IQueryable<Conversation> Of(WholeCustomer customer)
    {
        var (conversations, identities) = (db.Conversations, customer.Identities.Values.ToList());
        return conversations.Where(c => identities.Contains(c.Customer));
    }
}
