using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Places;
using Throughline.Platform.Journal;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Erasing;

/// <summary>What this room holds about a customer: who they are, how we know, and every interaction as it stands in the journal.</summary>
public sealed class ExportOfCustomers(ThroughlineDb db, TimelineIndex timeline, IJournal journal) : IExportCustomer
{
    private const int AtOnce = 500;

    public string Part => "customer";

    public sealed record Interaction(
        long Position, string MessageId, string Type, string Event, string Channel, string Source, string Identity, IReadOnlyList<string> Others,
        DateTimeOffset? HappenedAt, DateTimeOffset? SentAt, DateTimeOffset ReceivedAt, DateTimeOffset At, JsonElement Body);

    public async Task<object?> Export(WholeCustomer customer, CancellationToken ct)
    {
        var (id, numbers) = (customer.Id, customer.Identities.Keys.ToList());
        var (customers, identities, traits, links, aliases, suggestions) = (
            db.Customers, db.Identities, db.Traits, db.IdentityLinks, db.CustomerAliases, db.MergeSuggestions);
        var (overlaid, decisions) = (db.OverlaidTraits, db.IdentityDecisions);
        var person = await customers.AsNoTracking().FirstAsync(c => c.Id == id, ct);
        return new
        {
            number = id.ToString(),
            person.Name,
            person.FirstSeen,
            person.LastSeen,
            formerNumbers = await aliases.Where(a => a.CustomerId == id).Select(a => a.Id.Value).ToListAsync(ct),
            identities = await identities
                .AsNoTracking()
                .Where(i => i.CustomerId == id)
                .OrderBy(i => i.Id)
                .Select(i => new { number = i.Id, i.Kind, i.Value, i.IsShared, i.FirstSeen, i.Why, i.Evidence })
                .ToListAsync(ct),
            traits = (await traits.AsNoTracking().Where(t => t.CustomerId == id).OrderBy(t => t.Name).ToListAsync(ct)).Select(t =>
                new { t.Name, value = JsonElement.Parse(t.Value), t.At, t.Evidence, t.Source }),
            overlaidTraits = (await overlaid.AsNoTracking().Where(t => numbers.Contains(t.IdentityId)).OrderBy(t => t.Name).ToListAsync(ct)).Select(t =>
                new { t.Name, value = JsonElement.Parse(t.Value), t.At, t.Evidence, t.Source }),
            decisions = (await decisions
                .AsNoTracking()
                .Where(d => numbers.Contains(d.CustomerId) || numbers.Contains(d.OtherId))
                .OrderBy(d => d.Id)
                .ToListAsync(ct)).Select(d => new { number = d.Id, kind = IdentityDecision.WordFor(d.Kind), d.Undoes, d.Position, d.At }),
            links = await links.AsNoTracking().Where(l => numbers.Contains(l.IdentityId) || numbers.Contains(l.OtherId)).OrderBy(l => l.Id).ToListAsync(ct),
            suggestions = await suggestions.AsNoTracking().Where(s => s.CustomerId == id || s.OtherId == id).OrderBy(s => s.Id)
                .Select(s => new { other = (s.CustomerId == id ? s.OtherId : s.CustomerId).Value, s.Why, s.Evidence, s.At }).ToListAsync(ct),
            interactions = Interactions(customer, ct),
        };
    }

    private async IAsyncEnumerable<Interaction> Interactions(WholeCustomer customer, [EnumeratorCancellation] CancellationToken ct)
    {
        var before = TimelinePlace.End;
        while (timeline.Newest([.. customer.Identities.Keys], before, AtOnce) is { Count: > 0 } places)
        {
            ct.ThrowIfCancellationRequested();
            var entries = journal.ReadAt([.. places.Select(p => p.Position)]);
            var names = journal.Identities([.. entries.SelectMany(e => e.Others.Prepend(e.Identity)).Distinct()]);
            foreach (var entry in entries) yield return ToInteraction(entry, names);
            before = places[^1];
            await Task.Yield();
        }
    }

    private static Interaction ToInteraction(JournalEntry entry, IReadOnlyDictionary<int, Identity> names) => new(
        entry.Position, entry.MessageId, entry.Kind.ToString().ToLowerInvariant(), entry.Event, entry.Channel, entry.Source,
        names[entry.Identity].ToString(), [.. entry.Others.Select(other => names[other].ToString())],
        ToInstant(entry.HappenedAt), ToInstant(entry.SentAt), Instants.FromMicroseconds(entry.ReceivedAt),
        Instants.FromMicroseconds(entry.At), JsonElement.Parse(entry.Body.Span));

    private static DateTimeOffset? ToInstant(long? microseconds) => microseconds is { } given ? Instants.FromMicroseconds(given) : null;
}
