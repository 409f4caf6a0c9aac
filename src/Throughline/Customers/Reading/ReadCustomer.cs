using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Looks;
using Throughline.Customers.Places;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Reading;

/// <summary>Reads what the parts of a customer's page share: how we know them, what we know, and who they may also be. Once in a request,
/// whoever asks.</summary>
public sealed class ReadCustomer(ThroughlineDb db, CustomerDirectory directory, TimelineIndex timeline, IJourneyIndex index) : IPart
{
    public const int IdentitiesShown = 20;
    private const int EventsToChoose = 30;

    private readonly Dictionary<string, Task<Outcome>> _asked = [];

    /// <param name="Why">How it came to this customer, such as <c>identify</c>.</param>
    public sealed record KnownAs(int Id, string Kind, string Value, bool IsShared, DateTimeOffset FirstSeen, string Why, long Evidence);

    public sealed record KnownByKind(string Kind, int Count, IReadOnlyList<KnownAs> First);

    /// <param name="Source">By which door it came, such as <c>key:…</c> or <c>agent</c>.</param>
    public sealed record ToldTrait(string Name, JsonElement Value, DateTimeOffset At, long Evidence, string Source);

    public sealed record Suggestion(CustomerId Other, string OtherName, string Why, DateTimeOffset At);

    /// <param name="Channels">The most used first.</param>
    /// <param name="Events">The most frequent first.</param>
    /// <param name="CatchingUp">How much of the journal is counted, 0 to 1, while channels and events are being counted; null when they are.</param>
    public sealed record Numbers(
        long Interactions,
        DateTimeOffset? FirstSeen,
        DateTimeOffset? LastSeen,
        IReadOnlyList<(string Channel, long Times)> Channels,
        IReadOnlyList<string> Events,
        double? CatchingUp);

    public abstract record Outcome;
    public sealed record Shown(
        CustomerId Id, string Name, bool IsKnown, IReadOnlyList<KnownByKind> Identities, IReadOnlyList<ToldTrait> Traits,
        IReadOnlyList<Suggestion> Suggestions, Numbers InNumbers) : Outcome;

    /// <summary>The number was merged away.</summary>
    public sealed record MovedTo(CustomerId Survivor) : Outcome;

    public sealed record NoSuchCustomer : Outcome;

    /// <summary>The one of this number, for parts of a page that is shown; null when they went meanwhile.</summary>
    public async Task<Shown?> Of(CustomerId customer, CancellationToken ct) => await Of(customer.ToString(), ct) as Shown;

    /// <param name="id">A customer's number, as an address has it.</param>
    public Task<Outcome> Of(string id, CancellationToken ct)
    {
        if (_asked.TryGetValue(id, out var known)) return known;
        return _asked[id] = Read(id, ct);
    }

    private async Task<Outcome> Read(string id, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        if (customer != asked) return new MovedTo(customer);
        var (customers, traits) = (db.Customers, db.Traits);
        if (await customers.AsNoTracking().FirstOrDefaultAsync(c => c.Id == customer, ct) is not { } person) return new NoSuchCustomer();
        var stated = await traits.AsNoTracking().Where(t => t.CustomerId == customer).OrderBy(t => t.Name).ToListAsync(ct);
        return new Shown(customer, person.Name, person.IsKnown, await KindsOf(customer, ct),
            [.. stated.Select(t => new ToldTrait(t.Name, JsonElement.Parse(t.Value), t.At, t.Evidence, t.Source))],
            await SuggestionsFor(customer, ct), await NumbersOf(customer, ct));
    }

    /// <summary>Identities of one kind, in the order in which we met them, after one.</summary>
    private async Task<IReadOnlyList<KnownAs>> Identities(CustomerId customer, string kind, int after, int limit, CancellationToken ct)
    {
        var identities = db.Identities;
        return await identities.AsNoTracking().Where(i => i.CustomerId == customer && i.Kind == kind && i.Id > after).OrderBy(i => i.Id).Take(limit)
            .Select(i => new KnownAs(i.Id, i.Kind, i.Value, i.IsShared, i.FirstSeen, i.Why, i.Evidence)).ToListAsync(ct);
    }

    private async Task<IReadOnlyList<KnownByKind>> KindsOf(CustomerId customer, CancellationToken ct)
    {
        var identities = db.Identities;
        var counts = await identities
            .Where(i => i.CustomerId == customer)
            .GroupBy(i => i.Kind)
            .Select(g => new { Kind = g.Key, Count = g.Count() })
            .ToListAsync(ct);
        var kinds = new List<KnownByKind>();
        foreach (var kind in counts.OrderBy(c => IdentityLook.Of(c.Kind).Order).ThenBy(c => c.Kind, StringComparer.Ordinal))
            kinds.Add(new KnownByKind(kind.Kind, kind.Count, await Identities(customer, kind.Kind, 0, IdentitiesShown, ct)));
        return kinds;
    }

    private async Task<IReadOnlyList<Suggestion>> SuggestionsFor(CustomerId customer, CancellationToken ct)
    {
        var (suggestions, customers) = (db.MergeSuggestions, db.Customers);
        return await suggestions
            .AsNoTracking()
            .Where(s => s.DecisionId == null && (s.CustomerId == customer || s.OtherId == customer))
            .OrderByDescending(s => s.At)
            .Take(10)
            .Select(s => new { s.Why, s.At, Other = s.CustomerId == customer ? s.OtherId : s.CustomerId })
            .Join(customers, s => s.Other, c => c.Id, (s, c) => new Suggestion(c.Id, c.Name, s.Why, s.At)).ToListAsync(ct);
    }

    // What the views keep: no interaction is read to be counted.
    private async Task<Numbers> NumbersOf(CustomerId customer, CancellationToken ct)
    {
        var (count, first, last) = timeline.Sum(await directory.IdentitiesOf(customer, ct));
        var numbers = new Numbers(count, ToInstant(first), ToInstant(last), [], [], CatchingUp: null);
        try
        {
            var counts = await index.CountsOf(customer.Value, ct);
            return numbers with
            {
                Channels = [.. counts.Channels.Select(c => (c.Name, c.Rows))],
                Events = [.. counts.EventTypes.Take(EventsToChoose).Select(e => e.Name)],
            };
        }
        catch (JourneysCatchUpException e)
        {
            return numbers with { CatchingUp = e.Done };
        }
    }

    private static DateTimeOffset? ToInstant(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
