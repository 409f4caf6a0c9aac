using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Throughline.Platform.Ui;

/// <summary>
/// Every sentence that a person reads. Its English text is its key; a language is one file, <c>Words.sv.resx</c> beside this one.
/// Pages say <c>@T["There are {0}.", count]</c>; whoever has no page says <c>Words.Say($"There are {count}.")</c>.
/// What is told once for all, such as a room's title, is kept in English and put into the reader's words where it is shown.
/// </summary>
public sealed class Words
{
    private static readonly IStringLocalizer Catalogue =
        new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance).Create(typeof(Words));

    /// <summary>The sentence in the language of whoever is being answered.</summary>
    public static string Say(Sentence sentence) => Catalogue[sentence.Key, sentence.Values];

    /// <summary>The sentence in the language of whoever is being answered.</summary>
    public static string Say(string sentence) => Catalogue[sentence];
}

/// <summary>A sentence with places for values, as the compiler reads <c>$"There are {count}."</c>: the key is <c>There are {0}.</c></summary>
[InterpolatedStringHandler]
public readonly ref struct Sentence(int literalLength, int places)
{
    private readonly StringBuilder _key = new(literalLength + (3 * places));
    private readonly List<object> _values = new(places);

    internal string Key => _key.ToString();

    internal object[] Values => [.. _values];

    public void AppendLiteral(string text) => _key.Append(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    public void AppendFormatted<T>(T value, string? format = null)
    {
        _key.Append(CultureInfo.InvariantCulture, $"{{{_values.Count}{(format is null ? "" : ":" + format)}}}");
        _values.Add(value?.ToString() is null ? "" : value);
    }
}
