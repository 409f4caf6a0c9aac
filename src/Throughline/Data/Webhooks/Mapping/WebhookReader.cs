using System.Text.Json;
using Throughline.Contracts;
using Throughline.Data.Tracking;
using Throughline.Platform.Journal;

namespace Throughline.Data.Webhooks.Mapping;

/// <summary>What became of one call.</summary>
/// <param name="SetAside">Which element of the list (from 0) was not understood, in order.</param>
internal sealed record WebhookRead(Batch Batch, IReadOnlyList<(int Index, NotUnderstood Item)> SetAside);

/// <summary>
/// Turns the body of a call into interactions. What cannot be mapped is set aside as a call of its own, with everything around it, so that
/// it can be read again under whatever the mapping has become by then.
/// </summary>
/// <param name="key">The door's.</param>
/// <param name="receivedAt">Microseconds since 1970, UTC.</param>
internal sealed class WebhookReader(string key, CompiledMapping mapping, long receivedAt)
{
    /// <exception cref="SegmentRefusal">It carries more than a call may.</exception>
    public WebhookRead Read(JsonElement body)
    {
        var (found, inList) = (mapping.Items?.Find(body), mapping.Items is not null || body.ValueKind == JsonValueKind.Array);
        if (mapping.Items is not null && found is not { ValueKind: JsonValueKind.Array })
            return Aside(body, new EventProblem("no_items",
                "There is no list where the mapping looks for one. Mend the path to the list, or leave it empty if a call carries one thing."));
        var elements = inList ? [.. (found ?? body).EnumerateArray()] : (JsonElement[])[body];
        if (elements.Length > TrackingLimits.EventsInBatch)
            throw new SegmentRefusal("too_many_events", $"A call carries at most {TrackingLimits.EventsInBatch} events. Split it.");
        List<Interaction> interactions = [];
        List<(int Index, NotUnderstood Item)> aside = [];
        foreach (var (i, element) in elements.Index())
        {
            if (new WebhookItem(key, mapping, receivedAt).Read(element, body, out var interaction) is { } problem)
                aside.Add((i, NotUnderstood(problem, inList ? Alone(body, element) : WebhookBody.Compact(body))));
            else interactions.Add(interaction!);
        }
        return new WebhookRead(new Batch(interactions, [.. aside.Select(a => a.Item)]), aside);
    }

    private WebhookRead Aside(JsonElement body, EventProblem problem)
    {
        var item = NotUnderstood(problem, WebhookBody.Compact(body));
        return new WebhookRead(new Batch([], [item]), [(0, item)]);
    }

    // The call as if it had carried this element and no other.
    private byte[] Alone(JsonElement body, JsonElement element) => WebhookBody.Written(json =>
    {
        if (mapping.Items is { } items) items.WriteReplaced(json, body, List);
        else List(json);

        void List(Utf8JsonWriter list)
        {
            list.WriteStartArray();
            element.WriteTo(list);
            list.WriteEndArray();
        }
    });

    private NotUnderstood NotUnderstood(EventProblem problem, byte[] body) =>
        new(WebhookDoor.DoorOf(key), WebhookDoor.SourceOf(key), problem.Code, problem.Message, body, null, receivedAt);
}
