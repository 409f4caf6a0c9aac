using System.Collections.Concurrent;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Journeys.Index;

/// <summary>
/// Which properties get a column of their own: those somebody asked for, then those that occur most often, then those
/// that shops usually have. All names that come by are counted; a choice that has changed fills a new store.
/// </summary>
internal sealed class PropertyChoice
{
    public const int Most = 48;
    private const int Sampled = 20_000, NamesCounted = 2_000, OftenEnough = 20;

    private static readonly string[] Usual =
    [
        "browser", "os", "device", "campaign", "campaignSource", "campaignMedium", "path", "country", "city", "category", "product",
        "coupon", "currency", "payment_method",
        "carrier", "topic", "episodeId", "reason", "referrer", "plan", "step", "score", "query",
    ];

    // What only tells one interaction from another, and what another column holds: nothing to split by, unless somebody asks.
    private static readonly HashSet<string> SeldomUseful =
        ["channel", "total", "revenue", "value", "subtotal", "shipping", "tax", "url", "title", "search", "messageId", "timestamp",
        "userAgent", "email", "phone", "orderId", "order_id", "checkout_id", "cart_id"
        ];

    private readonly ConcurrentDictionary<string, int> _seen;

    private PropertyChoice(IEnumerable<KeyValuePair<string, int>> seen) => _seen = new(seen);

    /// <summary>Every property seen and how often, to be kept with the store.</summary>
    public IReadOnlyDictionary<string, int> Seen => _seen;

    public static PropertyChoice Continue(IReadOnlyDictionary<string, int> seen) => new(seen);

    /// <summary>Counts what a sample of the journal holds.</summary>
    public static PropertyChoice Sample(IJournal journal)
    {
        var choice = new PropertyChoice([]);
        foreach (var entry in journal.Read(0, Sampled)) choice.CountAll(entry);
        if (journal.Head > Sampled) foreach (var entry in journal.Read(Math.Max(Sampled, journal.Head - Sampled), Sampled)) choice.CountAll(entry);
        return choice;
    }

    public IReadOnlyList<string> Choose(IEnumerable<string> askedFor)
    {
        var seen = _seen.Where(s => !SeldomUseful.Contains(s.Key)).OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => s.Key);
        return [.. askedFor.Concat(seen).Concat(Usual).Distinct().Take(Most)];
    }

    /// <summary>Notes a property that has no column.</summary>
    public void Count(ReadOnlySpan<char> name)
    {
        var seen = _seen.GetAlternateLookup<ReadOnlySpan<char>>();
        if (seen.TryGetValue(name, out var times)) seen[name] = times + 1;
        else if (_seen.Count < NamesCounted) seen[name] = 1;
    }

    /// <summary>Drops names that hold somebody's address, number or long id.</summary>
    public void Forget(ContactsInText person)
    {
        foreach (var name in _seen.Keys.Where(name => person.TakenOutOf(name) is not null)) _seen.TryRemove(name, out _);
    }

    public bool HasSeen(string name) => _seen.ContainsKey(name);

    /// <summary>Whether a property without a column has come up often, and there is room for it.</summary>
    public bool HasOutgrown(IReadOnlyList<string> chosen) =>
        _seen.Any(s => s.Value >= OftenEnough && !SeldomUseful.Contains(s.Key) && !chosen.Contains(s.Key)) && chosen.Count(c => _seen.ContainsKey(c)) < Most;

    private void CountAll(JournalEntry entry)
    {
        var reader = new Utf8JsonReader(entry.Body.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var inside = reader.ValueTextEquals("properties"u8);
            reader.Read();
            if (inside && reader.TokenType == JsonTokenType.StartObject) CountNames(ref reader);
            else reader.Skip();
        }
    }

    private void CountNames(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False) Count(name);
            reader.Skip();
        }
    }
}
