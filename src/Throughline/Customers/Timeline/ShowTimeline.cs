using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Places;
using Throughline.Customers.Reading;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Customers.Timeline;

/// <summary>One interaction on a timeline.</summary>
/// <param name="Body">Everything that was said, for those who look closer.</param>
/// <param name="Entry">As it stands in the journal.</param>
/// <param name="Met">The touchpoint it belongs to; null when no rule assigns it.</param>
public sealed record TimelineItem(
    long Position, string MessageId, DateTimeOffset At, string Type, string? Event, string Channel, string? Touchpoint, string? Stage,
    IdentityView Identity, JsonElement Properties,
    [property: JsonIgnore] JsonElement Body, [property: JsonIgnore] JournalEntry Entry, [property: JsonIgnore] TouchpointView? Met);

/// <summary>Reads a customer's timeline, newest first.</summary>
public sealed class ShowTimeline(CustomerDirectory directory, TimelineIndex index, IJournal journal, ReadInteractions interactions) : IFeature
{
    public const int MostAtOnce = 200;
    private const int LookedThrough = 20_000, MostInOneLook = 2_000;

    /// <param name="Before">From <c>next</c> of the page before.</param>
    /// <param name="Channel">Only this channel.</param>
    /// <param name="Event">Only this event, such as <c>Order Completed</c> or <c>page:Home</c>.</param>
    /// <param name="DownTo">Nothing older than this place, which is included.</param>
    public sealed record Request(int Limit = 50, string? Before = null, string? Channel = null, string? Event = null, string? DownTo = null);

    public abstract record Outcome;
    public sealed record Shown(IReadOnlyList<TimelineItem> Items, string? Next) : Outcome;
    public sealed record NoSuchCustomer : Outcome;
    public sealed record Misasked(string Why) : Outcome;

    public async Task<Outcome> Show(string id, Request request, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        if (Parse(request.Before) is not { } before || Parse(request.DownTo) is null)
            return new Misasked(Words.Say("\"before\" is not a valid cursor. Leave it out to start from the beginning."));
        var identities = await directory.IdentitiesOf(customer, ct);
        var limit = Math.Clamp(request.Limit, 1, MostAtOnce);
        var (entries, next) = Collect(identities, before, limit, request);
        var names = journal.Identities([.. entries.Select(e => e.Identity).Distinct()]);
        return new Shown([.. entries.Select(entry => ToItem(entry, names[entry.Identity], interactions.TouchpointOf(entry)))], next);
    }

    // Filters are applied while reading on, so that a page is full whatever it leaves out; each look reaches further than the one before.
    private (List<JournalEntry>, string? Next) Collect(IReadOnlyList<int> identities, TimelinePlace before, int limit, Request request)
    {
        var found = new List<JournalEntry>();
        var downTo = string.IsNullOrEmpty(request.DownTo) ? default : Parse(request.DownTo)!.Value;
        for (int looked = 0, reach = limit + 1; looked < LookedThrough; looked += reach, reach = Math.Min(reach * 4, MostInOneLook))
        {
            var places = index.Newest(identities, before, reach);
            foreach (var entry in interactions.At([.. places.Select(p => p.Position)]))
            {
                if (PlaceOf(entry).CompareTo(downTo) < 0) return (found, null);
                if (request.Channel is { Length: > 0 } channel && entry.Channel != channel
                    || request.Event is { Length: > 0 } name && entry.Event != name) continue;
                if (found.Count == limit) return (found, Format(PlaceOf(found[^1])));
                found.Add(entry);
            }
            if (places.Count < reach) return (found, null);
            before = places[^1];
        }
        return (found, Format(before));
    }

    internal static TimelineItem ToItem(JournalEntry entry, Identity identity, TouchpointView? met)
    {
        var body = JsonElement.Parse(entry.Body.Span);
        var properties = body.TryGetProperty("properties", out var given) || body.TryGetProperty("traits", out given) ? given : JsonElement.Parse("{}");
        return new TimelineItem(
            entry.Position, entry.MessageId, Instants.FromMicroseconds(entry.At), entry.Kind.ToString().ToLowerInvariant(),
            entry.Event.Length > 0 ? entry.Event : null,
            entry.Channel, met?.Key, met?.Stage, new IdentityView(identity.Kind, identity.Value), properties, body, entry, met);
    }

    private static TimelinePlace PlaceOf(JournalEntry entry) => new(entry.At / 1000, entry.Position);

    /// <summary>Where an item stands, as <c>before</c> and <c>next</c> name it.</summary>
    internal static string PlaceOf(TimelineItem item) => Format(PlaceOf(item.Entry));

    private static string Format(TimelinePlace place) => $"{place.Milliseconds}-{place.Position}";

    private static TimelinePlace? Parse(string? text) => text switch
    {
        null or "" => TimelinePlace.End,
        _ when text.Split('-') is [var at, var position] && long.TryParse(at, out var milliseconds)
            && long.TryParse(position, out var number) && milliseconds >= 0 && number >= 0
            => new TimelinePlace(milliseconds, number),
        _ => null,
    };

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/customers/{id}/timeline", async (
            string id, ShowTimeline feature, int? limit, string? before, string? channel,
            [Microsoft.AspNetCore.Mvc.FromQuery(Name = "event")] string? name, CancellationToken ct) =>
            await feature.Show(id, new Request(limit ?? 50, before, channel, name), ct) switch
            {
                Shown shown => Results.Ok(new { items = shown.Items, next = shown.Next }),
                NoSuchCustomer => ShowCustomer.NotFound(),
                Misasked not => Problems.Of(StatusCodes.Status400BadRequest, "misasked", not.Why),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CustomersPermissions.Read).WithTags("Customers").WithSummary("A customer's interactions, newest first").Produces<Shown>();
}
