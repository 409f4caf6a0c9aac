using Throughline.Contracts;
using Throughline.Data.Tracking;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Webhooks.Mapping;

/// <summary>A mapping with its paths taken apart, ready to be used on every call.</summary>
internal sealed class CompiledMapping
{
    public const int MostNames = 200, MostIdentities = 20, LongestChannel = 64, LongestKind = 40;

    private readonly List<Fault> _faults = [];

    private CompiledMapping(WebhookMapping mapping)
    {
        Items = Path("items", mapping.Items);
        Event = Place("event", mapping.Event, TrackingLimits.EventNameCharacters);
        At = Path("at", mapping.At);
        MessageId = Path("messageId", mapping.MessageId);
        Channel = Place("channel", mapping.Channel, LongestChannel);
        Properties = Path("properties", mapping.Properties);
        Identities = [.. People(mapping)];
        Renames = [.. Pairs("renames", mapping.Renames).Select(pair => (pair.Path, pair.Name))];
        if (Event is { Fixed: null, Path: null }) Add("event", "Enter the event name, or the path to it.");
        if (Identities.Count == 0) Add("identities", "Enter the path to at least one of user ID, anonymous ID, email, phone or another identity.");
    }

    public BodyPath? Items { get; }
    public CompiledPlace Event { get; }
    public BodyPath? At { get; }
    public BodyPath? MessageId { get; }
    public CompiledPlace Channel { get; }
    public BodyPath? Properties { get; }
    public IReadOnlyList<(string Kind, BodyPath Path)> Identities { get; }
    public IReadOnlyList<(BodyPath Path, string Name)> Renames { get; }

    /// <summary>The mapping, or what is wrong with it by field.</summary>
    public static (CompiledMapping Mapping, IReadOnlyList<Fault> Faults) Of(WebhookMapping mapping)
    {
        var compiled = new CompiledMapping(mapping);
        return (compiled, compiled._faults);
    }

    private IEnumerable<(string Kind, BodyPath Path)> People(WebhookMapping mapping)
    {
        (string Field, string Kind, string? Text)[] usual =
            [("userId", Identity.UserId, mapping.UserId), ("anonymousId", Identity.AnonymousId, mapping.AnonymousId),
            ("email", Identity.Email, mapping.Email), ("phone", Identity.Phone, mapping.Phone)
            ];
        foreach (var (field, kind, text) in usual)
            if (Path(field, text) is { } path) yield return (kind, path);
        if (mapping.Identities is not { } others) yield break;
        if (others.Count > MostIdentities) Add("identities", $"At most {MostIdentities} other identities are allowed.");
        foreach (var (kind, text) in others.Take(MostIdentities))
        {
            if (kind.Length is 0 or > LongestKind || !kind.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                Add("identities", $"An identity kind has up to {LongestKind} letters, digits, - and _, such as card.");
            else if (Path("identities", text) is { } path) yield return (kind, path);
        }
    }

    private CompiledPlace Place(string field, NamedPlace? place, int longest)
    {
        if (place is null) return new CompiledPlace(null, null, new Dictionary<string, string>());
        var names = place.Names ?? new Dictionary<string, string>();
        if (names.Count > MostNames) Add(field, $"At most {MostNames} values can be renamed.");
        if (names.Values.Append(place.Fixed).Any(name => name?.Length > longest || name?.Contains('\0', StringComparison.Ordinal) == true))
            Add(field, $"A name can have at most {longest} characters.");
        if (names.Values.Any(string.IsNullOrWhiteSpace)) Add(field, "A value has no name.");
        return new CompiledPlace(string.IsNullOrWhiteSpace(place.Fixed) ? null : place.Fixed.Trim(), Path(field, place.Path), names);
    }

    private List<(BodyPath Path, string Name)> Pairs(string field, IReadOnlyDictionary<string, string>? pairs)
    {
        List<(BodyPath, string)> read = [];
        if (pairs?.Count > MostNames) Add(field, $"At most {MostNames} properties can be renamed.");
        foreach (var (text, name) in (pairs ?? new Dictionary<string, string>()).Take(MostNames))
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > TrackingLimits.EventNameCharacters) Add(field, $"{text} needs a name.");
            else if (Path(field, text) is { } path) read.Add((path, name.Trim()));
        }
        return read;
    }

    private BodyPath? Path(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (BodyPath.Parse(text) is { } path) return path;
        Add(field,
            $"“{(text.Length > 60 ? text[..60] + "…" : text)}” is not a valid path. "
                + $"Use the format data.customer.email or lines[0].sku; for a name with a dot, [\"a.b\"].");
        return null;
    }

    private void Add(string field, Sentence why)
    {
        if (!_faults.Exists(f => f.Field == field)) _faults.Add(new Fault(field, why));
    }
}

/// <summary>A name that is always the same, or that stands in the body.</summary>
internal sealed record CompiledPlace(string? Fixed, BodyPath? Path, IReadOnlyDictionary<string, string> Names);
