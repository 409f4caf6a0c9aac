using System.Globalization;
using System.Text;

namespace Throughline.Data.Tracking;

/// <summary>
/// Browsers that cut a text in the middle of an emoji send half of it as <c>\ud83d</c>, which no JSON reader turns into text.
/// </summary>
internal static class LoneSurrogates
{
    /// <summary>Replaces each half by the replacement character, in place (both are written with six bytes).</summary>
    public static void Repair(Span<byte> json)
    {
        for (var at = 0; Next(json, at) is var found and >= 0;)
        {
            if (IsHigh(json, found) && found + 12 <= json.Length && IsLow(json, found + 6)) at = found + 12;
            else
            {
                if (IsHigh(json, found) || IsLow(json, found)) "\\ufffd"u8.CopyTo(json[found..]);
                at = found + 6;
            }
        }
    }

    // An escape only if the number of backslashes before it is even; "\\ud83d" is a backslash and letters.
    private static int Next(ReadOnlySpan<byte> json, int from)
    {
        while (json[from..].IndexOf("\\u"u8) is var step and >= 0)
        {
            var at = from + step;
            var backslashes = 0;
            while (at - backslashes > 0 && json[at - backslashes - 1] == '\\') backslashes++;
            if (backslashes % 2 == 0 && at + 6 <= json.Length) return at;
            from = at + 2;
        }
        return -1;
    }

    private static bool IsHigh(ReadOnlySpan<byte> json, int at) => Unit(json, at) is >= 0xd800 and < 0xdc00;
    private static bool IsLow(ReadOnlySpan<byte> json, int at) => Unit(json, at) is >= 0xdc00 and < 0xe000;

    private static int Unit(ReadOnlySpan<byte> json, int at) =>
        json[at] == '\\'
            && json[at + 1] == 'u'
            && int.TryParse(Encoding.ASCII.GetString(json.Slice(at + 2, 4)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : -1;
}
