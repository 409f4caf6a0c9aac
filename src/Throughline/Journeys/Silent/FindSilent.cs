using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Journeys.Silent;

/// <summary>
/// Who buys again and again and never turns to the company: at least four orders in a year, and in that year no contact, no complaint and
/// no answer to a survey. Whoever listens to contacts and surveys alone does not hear them.
/// </summary>
public sealed class FindSilent(IJourneyIndex index, ITouchpoints touchpoints, TimeProvider clock) : IPart
{
    public const int Orders = 4, Days = 365;
    private const string Ordered = "Order Completed";

    // At the touchpoints that a company begins with. Looking up a parcel or an article is no contact.
    private static readonly string[] Contacts =
        ["product-question", "social-message", "chat", "ivr", "call", "email-conversation", "complaint", "survey"];

    /// <param name="Regulars">All who ordered as often.</param>
    public sealed record Found(CustomerSet Silent, CustomerSet Regulars);

    public async Task<Found> Find(CustomerSet? among, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var scope = new Scope { FromMs = now.AddDays(-Days).ToUnixTimeMilliseconds(), ToMs = now.ToUnixTimeMilliseconds() + 1, Customers = among };
        var regulars = await index.Ask(new WhoDidQuestion { Scope = scope, Event = new(Ordered), AtLeast = Orders }, ct);
        string[] contacts = [.. touchpoints.Now.Touchpoints.Select(t => t.Key).Intersect(Contacts)];
        if (contacts.Length == 0 || regulars.Count == 0) return new(new CustomerSet([]), regulars);
        var contact = new EventPattern(EventPattern.AnyEvent, new RowFilter { Touchpoints = contacts });
        var spoke = await index.Ask(new WhoDidQuestion { Scope = scope with { Customers = regulars }, Event = contact }, ct);
        return new(regulars.Without(spoke), regulars);
    }
}
