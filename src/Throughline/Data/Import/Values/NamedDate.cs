using System.Buffers;
using System.Text;

namespace Throughline.Data.Import.Values;

/// <summary>Reads dates with the month's English name: 1 Dec 2010, 01-Dec-10, December 1, 2010, Wed, 01 Dec 2010.</summary>
internal static class NamedDate
{
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" ,-/.T:"u8), EndsOfName = SearchValues.Create(" ,-/.:"u8);
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <param name="rest">What follows the date.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest, out long date)
    {
        rest = default;
        date = 0;
        var (day, month, year) = (0, 0, -1);
        while (year < 0)
        {
            var word = NextWord(ref text);
            if (word.Length == 0) return false;
            if (char.IsAsciiLetter(word[0]))
            {
                var name = word.Length >= 3 ? word[..3].ToLowerInvariant() : "";
                var found = Array.IndexOf(Months, name) + 1;
                if (found == 0 && Array.IndexOf(Weekdays, name) < 0) return false;
                if (found > 0 && month > 0) return false;
                if (found > 0) month = found;
            }
            else if (!int.TryParse(word, null, out var number)) return false;
            else if (day == 0) day = number;
            else if (word.Length is 2 or 4) year = DateText.FullYear(number, word.Length);
            else return false;
        }
        rest = text;
        var midnight = month == 0 ? null : DateText.Midnight(year, month, day);
        date = midnight ?? 0;
        return midnight is not null;
    }

    private static string NextWord(ref ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" ,-/."u8);
        var end = text.IndexOfAny(Ends);
        // A month may hold a T, a year never.
        if (end > 0 && text[end] == (byte)'T' && !char.IsAsciiDigit((char)text[0])) end = text.IndexOfAny(EndsOfName);
        if (end < 0) end = text.Length;
        var word = Encoding.ASCII.GetString(text[..end]);
        text = text[end..];
        return word;
    }
}
