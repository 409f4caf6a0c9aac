using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Localization;

namespace Throughline.Platform.Language;

/// <summary>
/// A sentence for a person, with places for values, as the compiler reads <c>$"There are {count}."</c>: its key is <c>There are {0}.</c>
/// What takes one puts it into the reader's words: a literal handed to it needs nothing more.
/// </summary>
[InterpolatedStringHandler]
public readonly struct Sentence
{
    private readonly StringBuilder _key = new();
    private readonly List<object> _values = [];
    private readonly string? _whole;

    public Sentence(int literalLength, int places) => (_key, _values) = (new StringBuilder(literalLength + (3 * places)), new List<object>(places));

    private Sentence(string whole) => _whole = whole;

    // One without places is looked up as it stands, and not read for places.
    internal string Key => _whole ?? (_values.Count > 0 ? _key.ToString() : _key.Replace("{{", "{").Replace("}}", "}").ToString());

    internal object[] Values => [.. _values];

    public static implicit operator Sentence(string whole) => new(whole);

    /// <summary>What a page has said already is said as it stands.</summary>
    public static implicit operator Sentence(LocalizedString said) => new(said.Value);

    public void AppendLiteral(string text) => _key.Append(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    public void AppendFormatted<T>(T value, string? format = null)
    {
        _key.Append(CultureInfo.InvariantCulture, $"{{{_values.Count}{(format is null ? "" : ":" + format)}}}");
        _values.Add(value is null ? "" : value);
    }

    /// <summary>In the language of whoever is being answered.</summary>
    public override string ToString() => Words.Say(this);
}
