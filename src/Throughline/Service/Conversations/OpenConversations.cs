using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Service.Conversations;

/// <summary>Customers who wait for somebody to come back to them, who has waited longest first.</summary>
public sealed class OpenConversations(ThroughlineDb db, IFindCustomers customers, IShowPeople people) : IPart
{
    /// <param name="Who">Null when they are gone.</param>
    public sealed record Line(int Number, string Subject, string Channel, DateTimeOffset Since, Person? Who);

    public sealed record Answer(IReadOnlyList<Line> Lines, int All);

    public async Task<Answer> Show(int limit, CancellationToken ct)
    {
        var open = db.Conversations.AsNoTracking().Where(c => c.Status == ConversationStatus.Open);
        var first = await open.OrderBy(c => c.Number).Take(limit).ToListAsync(ct);
        List<(Conversation Conversation, CustomerId? Customer)> whose = [];
        foreach (var one in first) whose.Add((one, await customers.By(one.Customer, ct)));
        var known = (await people.Show([.. whose.Select(w => w.Customer).OfType<CustomerId>().Distinct()], ct)).ToDictionary(p => p.Id);
        return new Answer(
            [.. whose.Select(w => new Line(w.Conversation.Number, w.Conversation.Subject, w.Conversation.Channel, w.Conversation.CreatedAt,
                w.Customer is { } id ? known.GetValueOrDefault(id.ToString()) : null))],
            first.Count < limit ? first.Count : await open.CountAsync(ct));
    }
}
