using System.Text.Json;

namespace Throughline.Data.Tracking;

/// <summary>What stands at the top of a call's body: the events' places, and what holds for all of them.</summary>
internal sealed class TrackingBody
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = TrackingLimits.BatchDepth };

    public string? WriteKey { get; private set; }
    public long? SentAt { get; private set; }
    public Range? Context { get; private set; }
    public Range? Batch { get; private set; }

    /// <summary>What stands in place of numbers and is none; replaced in the body.</summary>
    public BadNumbers? BadNumbers { get; private init; }

    /// <param name="json">Numbers in it that are none are replaced, so that they cost one event and not the call.</param>
    /// <exception cref="SegmentRefusal">It is not a JSON object.</exception>
    public static TrackingBody Read(Span<byte> json)
    {
        if (TryRead(json, null, out var body) is not { } fault) return body!;
        return BadNumbers.Replace(json) is { Any: true } bad && TryRead(json, bad, out body) is null ? body! : throw fault;
    }

    private static SegmentRefusal? TryRead(ReadOnlySpan<byte> json, BadNumbers? bad, out TrackingBody? body)
    {
        body = null;
        try
        {
            body = ReadObject(json, bad);
            return null;
        }
        catch (JsonException e)
        {
            return new SegmentRefusal("bad_json",
                $"The body is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. Send one JSON object, nested at "
                    + $"most {TrackingLimits.BatchDepth} deep.");
        }
        catch (InvalidOperationException)
        {
            return new SegmentRefusal("bad_text", "The body is not valid UTF-8. Encode it as UTF-8.");
        }
    }

    /// <summary>The places of the events of the batch.</summary>
    public List<Range> Events(ReadOnlySpan<byte> json)
    {
        if (Batch is not { } batch) throw new SegmentRefusal("no_batch", "A batch call needs an array named \"batch\" with the events in it.");
        var start = batch.Start.Value;
        var reader = new Utf8JsonReader(json[batch], Options);
        reader.Read();
        var events = new List<Range>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            events.Add((start + from)..(start + (int)reader.BytesConsumed));
            if (events.Count > TrackingLimits.EventsInBatch)
                throw new SegmentRefusal("too_many_events", $"A batch carries at most {TrackingLimits.EventsInBatch} events. Split it.");
        }
        return events;
    }

    private static TrackingBody ReadObject(ReadOnlySpan<byte> json, BadNumbers? bad)
    {
        var body = new TrackingBody { BadNumbers = bad };
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw new SegmentRefusal("bad_json", "The body must be one JSON object.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (isKey, isSent, isContext, isBatch) = (reader.ValueTextEquals("writeKey"u8), reader.ValueTextEquals("sentAt"u8),
                reader.ValueTextEquals("context"u8), reader.ValueTextEquals("batch"u8));
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            var type = reader.TokenType;
            if (isKey && type == JsonTokenType.String) body.WriteKey = reader.GetString();
            if (isSent) body.SentAt = JsonInstant.Read(ref reader);
            reader.Skip();
            if (isContext && type == JsonTokenType.StartObject) body.Context = from..(int)reader.BytesConsumed;
            if (isBatch && type == JsonTokenType.StartArray) body.Batch = from..(int)reader.BytesConsumed;
        }
        while (reader.Read()) { } // Anything after the object is an error.
        return body;
    }
}
