using System.Text.Json;
using System.Text.Unicode;
using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Data.Tracking;

/// <summary>Turns the body of a tracking call into interactions, and sets aside each event that it cannot understand.</summary>
internal sealed class TrackingParser(TrackingCall call)
{
    private const int MostTold = 100;

    private readonly List<Interaction> _interactions = [];
    private readonly List<NotUnderstood> _notUnderstood = [];

    /// <summary>Which event (from 0) was set aside, in the order of the batch.</summary>
    public List<(int Index, NotUnderstood Item)> SetAside { get; } = [];

    /// <summary>What of an event that is taken was cut or not used.</summary>
    public List<(int Index, EventProblem What)> Told { get; } = [];

    /// <param name="json">The whole body; halves of emoji in it are repaired in place.</param>
    public Batch Parse(Span<byte> json, TrackingBody body)
    {
        var events = call.Kind is null ? body.Events(json) : [0..json.Length];
        if (body.BadNumbers?.AnyOutside(events) == true)
            throw new SegmentRefusal("bad_json", "There is a number outside the events that JSON does not allow, such as NaN. Leave it out.");
        var bodies = new SegmentBodies(json.Length + events.Count * (64 + (body.Context is { } shared ? json[shared].Length : 0)));
        for (var i = 0; i < events.Count; i++)
        {
            var text = json[events[i]];
            Interaction? interaction = null;
            if ((BadNumber(body, events[i])
                ?? ParseOne(text, body.Context is { } range ? json[range] : default, body.SentAt, bodies, i, out interaction)) is not { } problem)
                _interactions.Add(interaction!);
            else
            {
                var item = new NotUnderstood(
                    call.Door, call.Source, problem.Code, problem.Message, body.BadNumbers?.Original(events[i], json) ?? text.ToArray(),
                    body.SentAt, call.ReceivedAt);
                _notUnderstood.Add(item);
                SetAside.Add((i, item));
            }
        }
        return new Batch(_interactions, _notUnderstood);
    }

    private static EventProblem? BadNumber(TrackingBody body, Range range) => body.BadNumbers?.Within(range) is not { } word ? null
        : new("bad_number", $"{word} is no number that JSON has. Leave the property out, or send null.");

    private EventProblem? ParseOne(
        Span<byte> json, ReadOnlySpan<byte> sharedContext, long? sentAt, SegmentBodies bodies, int index, out Interaction? interaction)
    {
        interaction = null;
        if (json.Length > TrackingLimits.EventBytes)
            return new("event_too_large", $"An event has at most {TrackingLimits.EventBytes / 1024} KB; this one has {(json.Length + 1023) / 1024} KB.");
        if (!Utf8.IsValid(json)) return new("bad_text", "The event is not valid UTF-8. Encode it as UTF-8.");
        if (json[0] != (byte)'{') return new("not_an_object", "An event must be a JSON object.");
        LoneSurrogates.Repair(json);
        try
        {
            var parsed = new TrackingEvent(call, sentAt);
            if ((parsed.Read(json, sharedContext, bodies) ?? parsed.ToInteraction(out interaction)) is { } problem) return problem;
            foreach (var told in parsed.Told) if (Told.Count < MostTold) Told.Add((index, told));
            return null;
        }
        catch (JsonException)
        {
            return new("too_deep", $"The event is nested more than {TrackingLimits.Depth} deep.");
        }
    }
}

/// <summary>Why an event is set aside, and what would mend it.</summary>
internal sealed record EventProblem(string Code, string Message);

/// <summary>The stored bodies of one call, written into one piece of memory.</summary>
internal sealed class SegmentBodies(int size)
{
    private readonly byte[] _bytes = new byte[size];
    private int _start, _end;

    public void Begin()
    {
        _start = _end;
        Add("{"u8);
    }

    public void AddProperty(ReadOnlySpan<byte> name, ReadOnlySpan<byte> raw)
    {
        if (_end > _start + 1) Add(","u8);
        Add("\""u8);
        Add(name);
        Add("\":"u8);
        Add(raw);
    }

    public void Add(ReadOnlySpan<byte> raw)
    {
        raw.CopyTo(_bytes.AsSpan(_end));
        _end += raw.Length;
    }

    public ReadOnlyMemory<byte> Finish()
    {
        Add("}"u8);
        return _bytes.AsMemory(_start, _end - _start);
    }
}
