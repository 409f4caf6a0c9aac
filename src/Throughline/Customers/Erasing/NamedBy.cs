using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Places;
using Throughline.Platform.Journal;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Erasing;

/// <summary>Whom a customer's own interactions named beside the customer.</summary>
/// <param name="OnlyThem">Numbers that are nobody's: an id given only by an alias, or the same value under another kind. They go with the customer.</param>
/// <param name="Others">Numbers of others.</param>
/// <param name="HadAPlace">Some of <paramref name="OnlyThem"/> stood among the identities of others: only a rebuild takes them out of there.</param>
internal sealed record NamedBy(IReadOnlySet<int> OnlyThem, IReadOnlySet<int> Others, bool HadAPlace)
{
    private const int ReadAtOnce = 500, AskedAtOnce = 5_000;

    private static readonly string[] Kinds = [Identity.UserId, Identity.AnonymousId, Identity.Email, Identity.Phone];

    public static async Task<NamedBy> Read(
        WholeCustomer customer, IJournal journal, TimelineIndex timeline, ThroughlineDb db, CancellationToken ct)
    {
        var named = InInteractions(customer, journal, timeline, ct);
        var twins = Twins(customer, journal);
        named.UnionWith(twins);
        named.ExceptWith(customer.Identities.Keys);
        var known = new HashSet<int>();
        var identities = db.Identities;
        foreach (var some in named.Chunk(AskedAtOnce))
            known.UnionWith(await identities.Where(i => some.Contains(i.Id)).Select(i => i.Id).ToListAsync(ct));
        // Somebody else's by name alone, and of a value that is this customer's: nobody has ever come with it.
        var hadAPlace = known.RemoveWhere(number => twins.Contains(number) && timeline.Sum([number]).Count == 0) > 0;
        return new NamedBy(named.Except(known).ToHashSet(), known, hadAPlace);
    }

    private static HashSet<int> InInteractions(WholeCustomer customer, IJournal journal, TimelineIndex timeline, CancellationToken ct)
    {
        var named = new HashSet<int>();
        var before = TimelinePlace.End;
        while (timeline.Newest([.. customer.Identities.Keys], before, ReadAtOnce) is { Count: > 0 } places)
        {
            ct.ThrowIfCancellationRequested();
            foreach (var entry in journal.ReadAt([.. places.Select(p => p.Position)])) named.UnionWith(entry.Others);
            before = places[^1];
        }
        return named;
    }

    private static HashSet<int> Twins(WholeCustomer customer, IJournal journal) =>
        [.. customer.Identities.Values.SelectMany(identity => Kinds.Select(kind => journal.FindIdentity(new Identity(kind, identity.Value)))).OfType<int>()];
}
