using System.Buffers;
using System.Text;

namespace Throughline.Statistics.Text;

/// <summary>Emoji with what is joined to them (Unicode Technical Standard 51, section 1.4), and emoticons of plain characters.</summary>
internal static class Emoji
{
    private const int Joiner = 0x200D;
    private const int EmojiStyle = 0xFE0F;
    private const int Keycap = 0x20E3;

    private static readonly string[] Emoticons =
        [":'-(", ":'(", ":'-)", ":')", ":-)", ":-(", ":-D", ":-/", ":-|", ":-P", ":-*", ";-)", ":)", ":(", ":D", ":/", ":|", ":P", ":*",
        ";)", ":o", "=)", "=(", "<3", "</3", "xD", "XD", "^_^", ">:(", "D:"
        ];

    private static readonly SearchValues<char> EmoticonStarts = SearchValues.Create(Emoticons.Select(e => e[0]).Distinct().ToArray());

    /// <summary>How many characters the emoji or emoticon takes that begins here; 0 when none does.</summary>
    public static int LengthAt(string text, int at) =>
        EmoticonStarts.Contains(text[at]) && EmoticonLength(text, at) is > 0 and var emoticon ? emoticon : EmojiLength(text, at);

    private static int EmoticonLength(string text, int at)
    {
        if (at > 0 && char.IsLetterOrDigit(text[at - 1])) return 0;
        foreach (var emoticon in Emoticons)
        {
            var end = at + emoticon.Length;
            if (text.AsSpan(at).StartsWith(emoticon, StringComparison.Ordinal)
                && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] == '/'))) return emoticon.Length;
        }

        return 0;
    }

    private static int EmojiLength(string text, int at)
    {
        if (!TryRune(text, at, out var first)) return 0;
        var end = at + first.Utf16SequenceLength;
        if (char.IsAsciiDigit(text[at]) || text[at] is '#' or '*') return KeycapLength(text, at);
        if (IsRegional(first)) return TryRune(text, end, out var second) && IsRegional(second) ? end + second.Utf16SequenceLength - at : end - at;
        if (!IsPictograph(first) && !(TryRune(text, end, out var style) && style.Value == EmojiStyle)) return 0;
        while (TryRune(text, end, out var next))
        {
            if (next.Value == Joiner && TryRune(text, end + 1, out var joined)) end += 1 + joined.Utf16SequenceLength;
            else if (next.Value is EmojiStyle or Keycap || IsModifier(next)) end += next.Utf16SequenceLength;
            else break;
        }

        return end - at;
    }

    private static int KeycapLength(string text, int at)
    {
        var end = at + 1;
        if (end < text.Length && text[end] == EmojiStyle) end++;
        return end < text.Length && text[end] == Keycap ? end + 1 - at : 0;
    }

    private static bool TryRune(string text, int at, out Rune rune)
    {
        rune = default;
        return at < text.Length && Rune.DecodeFromUtf16(text.AsSpan(at), out rune, out _) == OperationStatus.Done;
    }

    private static bool IsRegional(Rune rune) => rune.Value is >= 0x1F1E6 and <= 0x1F1FF;

    private static bool IsModifier(Rune rune) => rune.Value is (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0020 and <= 0xE007F);

    private static bool IsPictograph(Rune rune) => rune.Value is (>= 0x1F300 and <= 0x1FAFF) or (>= 0x1F000 and <= 0x1F0FF) or (>= 0x2600 and <= 0x27BF)
        or 0x2B50 or 0x2B55 or 0x231A or 0x231B or 0x23E9 or 0x23EA or 0x23EB or 0x23EC or 0x23F0 or 0x23F3;
}
