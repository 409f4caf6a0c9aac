using System.Buffers;
using System.Text;

namespace Throughline.Platform.WrittenTimes;

/// <summary>Reads dates with the month's name: 1 Dec 2010, 01-Dec-10, December 1, 2010, Wed, 01 Dec 2010, 6. marraskuuta 2024.</summary>
internal static class NamedDate
{
    private const int MostWords = 8;

    private static readonly SearchValues<byte> Ends = SearchValues.Create(" ,-/.T:"u8), EndsOfName = SearchValues.Create(" ,-/.:"u8);

    /// <param name="rest">What follows the date.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest, out long date)
    {
        rest = default;
        date = 0;
        var (day, year) = (0, -1);
        List<string> names = [];
        for (var words = 0; year < 0; words++)
        {
            var word = NextWord(ref text);
            if (word.Length == 0 || words == MostWords) return false;
            if (!char.IsAsciiDigit(word[0])) names.Add(word);
            else if (!int.TryParse(word, null, out var number)) return false;
            else if (day == 0) day = number;
            else if (word.Length is 2 or 4) year = DateText.FullYear(number, word.Length);
            else return false;
        }
        rest = text;
        var month = Month(names);
        var midnight = month == 0 ? null : DateText.Midnight(year, month, day);
        date = midnight ?? 0;
        return midnight is not null;
    }

    /// <summary>The one month that the words name, beside a weekday before it and the little words of Spanish and Portuguese; else 0.</summary>
    private static int Month(List<string> names)
    {
        names.RemoveAll(n => n is "de" or "del" or "do" or "of");
        return names switch
        {
            [var only] => MonthNames.Month(only),
            [var first, var second] when MonthNames.Month(second) is > 0 and var month && MonthNames.IsDay(first) => month,
            [var first, var second] when MonthNames.IsDay(second) => MonthNames.Month(first),
            _ => 0,
        };
    }

    private static string NextWord(ref ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" ,-/."u8);
        var end = text.IndexOfAny(Ends);
        // A month may hold a T, a year never.
        if (end >= 0 && text[end] == (byte)'T' && !char.IsAsciiDigit((char)text[0])) end = text.IndexOfAny(EndsOfName);
        if (end < 0) end = text.Length;
        var word = Encoding.UTF8.GetString(text[..end]);
        text = text[end..];
        return word;
    }
}
