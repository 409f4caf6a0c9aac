using System.Text;
using System.Text.RegularExpressions;

namespace Throughline.Data.Tracking;

/// <summary>
/// Words that stand where a JSON value should and are none: clients in Python, Java and C write NaN, Infinity, 1. or .5
/// as their numbers print. They cost the event that holds them, not its neighbours.
/// </summary>
internal sealed partial class BadNumbers
{
    private const int LongestShown = 30;
    private static readonly BadNumbers None = new([], default);

    private readonly List<Range> _places;
    private readonly ReadOnlyMemory<byte> _original;

    private BadNumbers(List<Range> places, ReadOnlyMemory<byte> original) => (_places, _original) = (places, original);

    /// <summary>Puts a 0 in the place of each, padded to its length, and remembers what was sent; at no cost but when something is wrong.</summary>
    public static BadNumbers Replace(Span<byte> json)
    {
        var places = Find(json);
        if (places.Count == 0) return None;
        var original = json.ToArray();
        foreach (var place in places)
        {
            json[place].Fill((byte)' ');
            json[place.Start.Value] = (byte)'0';
        }
        return new(places, original);
    }

    public bool Any => _places.Count > 0;

    /// <summary>The first one within a range, as it was sent.</summary>
    public string? Within(Range range)
    {
        foreach (var place in _places)
            if (place.Start.Value >= range.Start.Value && place.End.Value <= range.End.Value) return Shown(place);
        return null;
    }

    /// <summary>The first one that stands in none of these ranges.</summary>
    public bool AnyOutside(IReadOnlyList<Range> ranges) =>
        _places.Exists(place => !ranges.Any(range => place.Start.Value >= range.Start.Value && place.End.Value <= range.End.Value));

    /// <summary>What was sent in a range.</summary>
    public byte[] Original(Range range, ReadOnlySpan<byte> now) => Any ? _original.Span[range].ToArray() : now[range].ToArray();

    private string Shown(Range place)
    {
        var text = Encoding.UTF8.GetString(_original.Span[place]);
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }

    private static List<Range> Find(ReadOnlySpan<byte> json)
    {
        var places = new List<Range>();
        for (var at = 0; at < json.Length;)
        {
            if (json[at] == '"') at = AfterText(json, at);
            else if (IsMark(json[at])) at++;
            else
            {
                var end = at + 1;
                while (end < json.Length && json[end] != '"' && !IsMark(json[end])) end++;
                if (!IsValue(json[at..end])) places.Add(at..end);
                at = end;
            }
        }
        return places;
    }

    private static int AfterText(ReadOnlySpan<byte> json, int at)
    {
        for (at++; at < json.Length && json[at] != '"'; at++)
            if (json[at] == '\\') at++;
        return at + 1;
    }

    private static bool IsMark(byte letter) => letter is (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)':' or (byte)',' or <= (byte)' ';

    private static bool IsValue(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8) || word.SequenceEqual("null"u8)
            || !LooksLikeNumber(word) || JsonNumber.IsMatch(Encoding.UTF8.GetString(word));

    // Anything else than an attempt at a number is not mended here: the body is no JSON.
    private static bool LooksLikeNumber(ReadOnlySpan<byte> word) => word.Length <= 400 && Attempt.IsMatch(Encoding.UTF8.GetString(word));

    [GeneratedRegex(@"^[+-]?(\.?[0-9][0-9a-z_.+-]*|1\.#\w+|nan(\(\w*\))?|inf(inity)?|\.)$|^[+-]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Attempt { get; }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber { get; }
}
