using System.Text.Json;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Time;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Journeys.Asking;

/// <summary>What every question may say: a period, a segment, and which interactions exist for it. What is left out does not restrict.</summary>
public abstract record AskedScope
{
    /// <summary>ISO 8601, inclusive; a date alone is its midnight in UTC.</summary>
    public string? From { get; init; }

    /// <summary>ISO 8601, exclusive.</summary>
    public string? To { get; init; }

    /// <summary>A segment's key, or a condition (or a whole segment) as the segments API takes it.</summary>
    public JsonElement? Segment { get; init; }

    public AskedFilter? Filter { get; init; }

    /// <summary>An IANA time zone for days, weeks and months; UTC when left out.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>Which interactions exist for a question.</summary>
public sealed record AskedFilter(
    IReadOnlyList<string>? Events = null, IReadOnlyList<string>? Channels = null, IReadOnlyList<string>? Touchpoints = null,
    IReadOnlyList<string>? Stages = null,
    decimal? ValueAtLeast = null, decimal? ValueAtMost = null, IReadOnlyList<AskedCondition>? Where = null);

/// <summary>A condition on a property: <c>op</c> is eq, ne, gt, ge, lt, le, contains, in or exists. <c>channel</c>, <c>touchpoint</c>,
/// <c>stage</c> and <c>event</c> may be named like properties.</summary>
public sealed record AskedCondition(string? Property, string? Op = null, JsonElement? Value = null);

/// <summary>Turns what was asked into what the index understands.</summary>
public sealed class ReadScope(ISegments segments, TimeProvider clock) : IPart
{
    public async Task<Scope> Read(AskedScope asked, CancellationToken ct)
    {
        var (from, to) = (Instant(asked.From, "from") ?? 0, Instant(asked.To, "to") ?? clock.GetUtcNow().ToUnixTimeMilliseconds() + 1);
        return new Scope
        {
            FromMs = Math.Max(0, from),
            ToMs = Math.Min(to, JourneyRow.TimeLimitMs),
            Rows = Conditions.Filter(asked.Filter),
            Customers = await Customers(asked.Segment, ct),
        };
    }

    /// <summary>The customers of a segment's key or condition; null for everybody.</summary>
    public async Task<CustomerSet?> Customers(JsonElement? segment, CancellationToken ct) => segment switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } key when key.GetString() is { Length: 0 } => null,
        { ValueKind: JsonValueKind.String } key => await segments.Customers(key.GetString()!, ct)
            ?? throw new QuestionException("no_such_segment", Words.Say($"The segment “{key.GetString()}” does not exist; it may have been deleted.")),
        { } inline => await segments.Customers(inline, ct),
    };

    /// <exception cref="QuestionException">There is no such zone.</exception>
    public static NodaTime.DateTimeZone? Zone(string? name)
    {
        if (string.IsNullOrEmpty(name)) return null;
        return LocalCalendar.Find(name)?.Zone
            ?? throw new QuestionException("unknown_time_zone", Words.Say($"'{name}' is not a valid time zone. Use a name such as Europe/Berlin."));
    }

    /// <summary>Milliseconds since 1970; null when nothing is given.</summary>
    public static long? Instant(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return InstantText.Read(text) is { } instant
            ? instant / 1000
            : throw new QuestionException("bad_time", Words.Say($"`{field}` is not a valid time: '{text}'. Use the format 2026-05-01T00:00:00Z."));
    }
}
