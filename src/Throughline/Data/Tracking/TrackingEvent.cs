using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using static Throughline.Data.Tracking.EventFields;

namespace Throughline.Data.Tracking;

/// <summary>One event of the tracking API while it is being read.</summary>
internal sealed class TrackingEvent(TrackingCall call, long? batchSentAt)
{
    private InteractionKind? _kind = call.Kind;
    private string? _event, _name, _messageId, _userId, _anonymousId, _previousId, _propertyChannel;
    private long? _happenedAt, _sentAt = batchSentAt;
    private bool _badTime;
    private TrackingContext _context = new();
    private StatedTraits? _traits;
    private ReadOnlyMemory<byte> _body;

    /// <summary>What of the event was cut or not used, though it is taken.</summary>
    public IReadOnlyList<EventProblem> Told { get; private set; } = [];

    public EventProblem? Read(ReadOnlySpan<byte> json, ReadOnlySpan<byte> sharedContext, SegmentBodies bodies)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = TrackingLimits.Depth });
        reader.Read();
        bodies.Begin();
        var hasContext = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (ReadColumn(name, ref reader)) continue;
            var from = (int)reader.TokenStartIndex;
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            var raw = json[from..(int)reader.BytesConsumed];
            if (name.SequenceEqual("context"u8) && isObject)
            {
                if (!hasContext) AddContext(raw, bodies);
                hasContext = true;
                continue;
            }
            if (isObject) Notice(name, raw);
            bodies.AddProperty(name, raw);
        }
        if (!hasContext && sharedContext.Length > 0) AddContext(sharedContext, bodies);
        _body = bodies.Finish();
        return null;
    }

    public EventProblem? ToInteraction(out Interaction? interaction)
    {
        interaction = null;
        if (_kind is not { } kind) return new("unknown_type", "\"type\" must be one of track, page, screen, identify, group, alias.");
        var name = kind switch { InteractionKind.Track => _event, InteractionKind.Page or InteractionKind.Screen => _name ?? "", _ => "" };
        if (string.IsNullOrWhiteSpace(name) && kind == InteractionKind.Track)
            return new("no_event_name", "A track call needs an \"event\" with the event's name.");
        if (name!.Length > TrackingLimits.EventNameCharacters)
            return new("event_name_too_long", $"An event's name has at most {TrackingLimits.EventNameCharacters} characters; put what varies into properties.");
        if (_messageId is { Length: > TrackingLimits.MessageIdCharacters })
            return new("message_id_too_long", $"A messageId has at most {TrackingLimits.MessageIdCharacters} characters.");
        if (ReservedIds.WhyNot(_messageId) is { } reserved) return new(ReservedIds.Code, reserved);
        if (_badTime) return new("bad_timestamp",
            "\"timestamp\" must be an ISO 8601 time from 1970 on, such as 2026-11-21T09:30:00Z, or a count of seconds or milliseconds since "
                + "1970. Times such as 03/04/2026, 03.04.2026, March 6 or 10:20 can be read in more than one way.");
        if (Identities(out var identities) is { } problem) return problem;
        if (HasNul(name) || HasNul(_messageId) || identities.Exists(i => HasNul(i.Value)))
            return new("bad_text", "Names and ids must not contain the character U+0000.");
        var happenedAt = _happenedAt ?? call.ReceivedAt;
        interaction = new Interaction
        {
            Kind = kind,
            Event = kind switch { InteractionKind.Page => "page:" + name, InteractionKind.Screen => "screen:" + name, _ => name },
            MessageId = string.IsNullOrEmpty(_messageId) ? Guid.CreateVersion7().ToString("N") : _messageId,
            Identities = identities,
            Channel = _context.Channel ?? _propertyChannel ?? ChannelFromLibrary.Of(_context.Library),
            Source = call.Source,
            HappenedAt = _happenedAt,
            SentAt = _sentAt,
            ReceivedAt = call.ReceivedAt,
            // A client whose clock is wrong is wrong by the same amount when it sends.
            At = _happenedAt is null
                ? call.ReceivedAt
                : Math.Clamp(_sentAt is { } sentAt ? call.ReceivedAt - (sentAt - happenedAt) : happenedAt, 0, call.ReceivedAt),
            Body = _body,
        };
        return null;
    }

    // Everything else of the event is kept as it came.
    private bool ReadColumn(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (name.SequenceEqual("messageId"u8)) _messageId = Text(ref reader);
        else if (name.SequenceEqual("userId"u8)) _userId = Text(ref reader);
        else if (name.SequenceEqual("anonymousId"u8)) _anonymousId = Text(ref reader);
        else if (name.SequenceEqual("event"u8)) _event = Text(ref reader);
        else if (name.SequenceEqual("name"u8)) _name = Text(ref reader);
        else if (name.SequenceEqual("type"u8)) _kind = call.Kind ?? Kind(ref reader);
        else if (name.SequenceEqual("timestamp"u8)) ReadTime(ref reader);
        else if (name.SequenceEqual("originalTimestamp"u8)) { if (_happenedAt is null) ReadTime(ref reader); }
        else if (name.SequenceEqual("sentAt"u8)) _sentAt = JsonInstant.Read(ref reader) ?? _sentAt;
        else if (name.SequenceEqual("previousId"u8)) _previousId = Text(ref reader);
        else if (!name.SequenceEqual("writeKey"u8)) return false; // The key is a secret and not part of the event.
        reader.Skip();
        return true;
    }

    private void Notice(ReadOnlySpan<byte> name, ReadOnlySpan<byte> raw)
    {
        if (name.SequenceEqual("properties"u8)) NoticeProperties(raw);
        else if (name.SequenceEqual("traits"u8) && _kind is InteractionKind.Identify or null) (_traits = new()).Read(raw);
    }

    private void NoticeProperties(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOf("\"channel\""u8) < 0) return;
        var reader = new Utf8JsonReader(raw, new JsonReaderOptions { MaxDepth = TrackingLimits.Depth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isChannel = reader.ValueTextEquals("channel"u8);
            reader.Read();
            if (isChannel) _propertyChannel = ChannelFromLibrary.Named(ref reader);
            reader.Skip();
        }
    }

    private void AddContext(ReadOnlySpan<byte> raw, SegmentBodies bodies)
    {
        _context = TrackingContext.Read(raw);
        bodies.AddProperty("context"u8, default);
        _context.CopyTo(bodies, raw, call);
    }

    private EventProblem? Identities(out List<Identity> identities)
    {
        var stated = new StatedIdentities();
        identities = stated.All;
        if (stated.AddIds(_userId, _anonymousId) is { } problem) return problem;
        if (_kind == InteractionKind.Alias && stated.AddPrevious(_previousId) is { } tooLong) return tooLong;
        if (_kind == InteractionKind.Identify && _traits is not null)
        {
            stated.AddContact(Identity.Email, _traits.Email);
            stated.AddContact(Identity.Phone, _traits.Phone);
            Told = stated.Ignored.Count + _traits.NotKept.Count == 0 ? [] : [.. stated.Ignored, .. _traits.NotKept];
        }
        else Told = stated.Ignored;
        return null;
    }

    private void ReadTime(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        _happenedAt = JsonInstant.Read(ref reader);
        _badTime = _happenedAt is null;
    }
}
