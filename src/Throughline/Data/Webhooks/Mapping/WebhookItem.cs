using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Data.Tracking;

namespace Throughline.Data.Webhooks.Mapping;

/// <summary>One thing that a call says, on its way to an interaction.</summary>
internal sealed class WebhookItem(string key, CompiledMapping mapping, long receivedAt)
{
    private const string UnsaidChannel = "server";
    private const int DigestBytes = 16;

    private JsonElement _item, _body;

    /// <param name="body">The whole call, for paths that count from its top.</param>
    public EventProblem? Read(JsonElement item, JsonElement body, out Interaction? interaction)
    {
        (_item, _body, interaction) = (item, body, null);
        if (item.ValueKind != JsonValueKind.Object) return new("not_an_object", "What a call carries must be a JSON object, or a list of them.");
        if (Name(mapping.Event) is not { } name) return new("no_event_name", "Nothing stands where the mapping looks for the event’s name.");
        if (name.Length > TrackingLimits.EventNameCharacters)
            return new("event_name_too_long", $"An event name can have at most {TrackingLimits.EventNameCharacters} characters.");
        if (HappenedAt(out var happenedAt) is { } noTime) return noTime;
        if (Identities(out var identities) is { } nobody) return nobody;
        if (Has(name, '\0')) return new("bad_text", "Names and ids must not contain the character U+0000.");
        var kept = Properties();
        if (kept.Length > TrackingLimits.EventBytes) return new("event_too_large",
            $"An event has at most {TrackingLimits.EventBytes / 1024} KB; this one has {(kept.Length + 1023) / 1024} KB. "
                + $"Let the mapping keep a smaller part as properties.");
        interaction = new Interaction
        {
            Kind = InteractionKind.Track,
            Event = name,
            MessageId = MessageId(),
            Identities = identities,
            Channel = Channel(),
            Source = WebhookDoor.SourceOf(key),
            HappenedAt = happenedAt,
            ReceivedAt = receivedAt,
            At = Math.Min(happenedAt ?? receivedAt, receivedAt),
            Body = kept,
        };
        return null;
    }

    private string? Name(CompiledPlace place)
    {
        if (Text(place.Path) is not { } value) return place.Fixed;
        return place.Names.GetValueOrDefault(value, value);
    }

    private string Channel() =>
        Name(mapping.Channel)?.Trim().ToLowerInvariant() is { Length: > 0 and <= CompiledMapping.LongestChannel } name && !Has(name, '\0')
            ? name
            : UnsaidChannel;

    private EventProblem? HappenedAt(out long? happenedAt)
    {
        happenedAt = null;
        if (Find(mapping.At) is not { } value) return null;
        happenedAt = WebhookInstant.Read(value);
        return happenedAt is null
            ? new("bad_timestamp",
                "What stands where the mapping looks for the time is none we can read. It takes ISO 8601, such as 2026-11-21T09:30:00Z, or a count "
                    + "since 1970 in seconds, milliseconds or microseconds; 03/04/2026 and 03.04.2026 can be read in two ways.")
            : null;
    }

    private EventProblem? Identities(out List<Identity> identities)
    {
        identities = [];
        var given = false;
        foreach (var (kind, path) in mapping.Identities)
        {
            if (Text(path) is not { } value) continue;
            given = true;
            var identity = new Identity(kind, value).Normalised();
            if (identity.Value.Length > Identity.LongestValue) return new("identity_too_long", $"{kind} has at most {Identity.LongestValue} characters.");
            if (Has(identity.Value, '\0')) return new("bad_text", "Names and ids must not contain the character U+0000.");
            if (IsSomebody(identity) && !identities.Contains(identity)) identities.Add(identity);
        }
        if (identities.Count > 0) return null;
        return given
            ? new("blocked_identity", "The identity is a placeholder (such as “guest”, “null” or “0”), or is not a valid email or phone number.")
            : new("no_identity", "Nothing stands where the mapping looks for user id, email and the like.");
    }

    private static bool IsSomebody(Identity identity) => !BlockedValues.Contains(identity.Value) && identity.Kind switch
    {
        Identity.Email or Identity.Phone => identity.IsContact,
        _ => true,
    };

    // Senders number their messages each for themselves, so the door is part of the id.
    private string MessageId()
    {
        var start = WebhookDoor.SourceOf(key) + ":";
        if (Text(mapping.MessageId) is not { } given || Has(given, '\0')) return start + Digest(WebhookBody.Compact(_item));
        // One id at the top is that of the call: what a call carries is then told apart by what it says.
        var ofCall = mapping.MessageId!.IsFromTop && (mapping.Items is not null || _body.ValueKind == JsonValueKind.Array);
        var id = start + given + (ofCall ? ":" + Digest(WebhookBody.Compact(_item)) : "");
        return id.Length <= TrackingLimits.MessageIdCharacters ? id : start + Digest(Encoding.UTF8.GetBytes(id));
    }

    private byte[] Properties() => WebhookBody.Written(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("properties");
        json.WriteStartObject();
        var part = mapping.Properties is null ? _item : Find(mapping.Properties);
        if (part is { ValueKind: JsonValueKind.Object } properties) WriteRenamed(json, properties);
        else if (part is { } value)
        {
            json.WritePropertyName("value");
            value.WriteTo(json);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void WriteRenamed(Utf8JsonWriter json, JsonElement properties)
    {
        var renamed = mapping.Renames
            .Select(r => (r.Name, r.Path.OnlyName, Value: r.Path.Find(properties)))
            .Where(r => r.Value is not null)
            .DistinctBy(r => r.Name)
            .ToList();
        foreach (var property in properties.EnumerateObject())
            if (!renamed.Exists(r => r.OnlyName == property.Name || r.Name == property.Name)) property.WriteTo(json);
        foreach (var (name, _, value) in renamed)
        {
            json.WritePropertyName(name);
            value!.Value.WriteTo(json);
        }
    }

    private JsonElement? Find(BodyPath? path) => path?.Find(path.IsFromTop ? _body : _item);

    /// <summary>Text, or a number or a truth as it is written; nothing for what is blank and for what can be no name.</summary>
    private string? Text(BodyPath? path) => Find(path) is { } value && (value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => "",
    }) is { Length: > 0 } text ? text : null;

    private static bool Has(string text, char c) => text.Contains(c, StringComparison.Ordinal);

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, DigestBytes));
}
