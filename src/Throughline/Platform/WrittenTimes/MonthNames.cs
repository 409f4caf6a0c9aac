using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Throughline.Platform.WrittenTimes;

/// <summary>
/// The names of months and weekdays in every language that the system knows, whole and as officially shortened. English comes first;
/// a name that means two months in two widely written others (listopad is October or November) is none.
/// </summary>
internal static class MonthNames
{
    // The others are asked where none of these has the name.
    private static readonly FrozenSet<string> Spoken = FrozenSet.ToFrozenSet(
    [
        "ar", "az", "be", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "es", "et", "eu", "fi", "fr", "ga", "gl", "he", "hr", "hu", "hy", "id",
        "is", "it", "ka", "kk", "lt", "lv", "mk", "ms", "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr",
        "uk", "uz", "vi",
    ]);

    private static readonly FrozenDictionary<string, int> English = new Dictionary<string, int>(
        Enumerable.Range(1, 12).SelectMany(m => InvariantNames(m).Distinct().Select(name => KeyValuePair.Create(name, m))))
    { ["sept"] = 9 }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> EnglishDays = Enumerable.Range(0, 7)
        .SelectMany(d => new[] { CultureInfo.InvariantCulture.DateTimeFormat.DayNames[d], CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames[d] })
        .Concat(["tues", "weds", "thur", "thurs"])
        .Select(Plain)
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly Lazy<(FrozenDictionary<string, int> Months, FrozenSet<string> Days)> Others = new(Gather);

    /// <summary>From 1 to 12; 0 when it names none, or not one alone.</summary>
    public static int Month(string word)
    {
        var name = Plain(word);
        return English.TryGetValue(name, out var month) ? month : EnglishDays.Contains(name) ? 0 : Others.Value.Months.GetValueOrDefault(name);
    }

    /// <summary>Also a word that is a month as well: mar is Tuesday in three languages.</summary>
    public static bool IsDay(string word) => EnglishDays.Contains(Plain(word)) || Others.Value.Days.Contains(Plain(word));

    private static IEnumerable<string> InvariantNames(int month) =>
        new[] { CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month), CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month) }
            .Select(Plain);

    private static (FrozenDictionary<string, int>, FrozenSet<string>) Gather()
    {
        // Jänner is said in one country's German; of the other languages the common names do.
        var formats = CultureInfo.GetCultures(CultureTypes.AllCultures)
            .Where(c => c.IsNeutralCulture || Spoken.Contains(c.TwoLetterISOLanguageName))
            .Where(c => c.Calendar is GregorianCalendar)
            .ToLookup(c => Spoken.Contains(c.TwoLetterISOLanguageName), c => c.DateTimeFormat);
        var months = Months(formats[true]);
        foreach (var (name, month) in Months(formats[false])) months.TryAdd(name, month);
        return (months.ToFrozenDictionary(StringComparer.Ordinal),
            formats[true].SelectMany(f => f.DayNames.Concat(f.AbbreviatedDayNames)).SelectMany(Writings).ToFrozenSet(StringComparer.Ordinal));
    }

    private static Dictionary<string, int> Months(IEnumerable<DateTimeFormatInfo> formats)
    {
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var format in formats)
            foreach (var names in (string[][])
                [format.MonthNames, format.MonthGenitiveNames, format.AbbreviatedMonthNames, format.AbbreviatedMonthGenitiveNames])
                for (var m = 0; m < 12; m++)
                    foreach (var name in Writings(names[m])) months[name] = months.TryGetValue(name, out var known) && known != m + 1 ? 0 : m + 1;
        return months;
    }

    // Of numbers (3月, M03) the digits speak, and a letter alone says nothing.
    private static IEnumerable<string> Writings(string name)
    {
        var plain = Plain(name);
        if (plain.Length < 2 || plain.Any(char.IsDigit)) return [];
        var bare = Plain(string.Concat(plain.Normalize(NormalizationForm.FormD).Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)));
        return bare.Length < 2 || bare == plain ? [plain] : [plain, bare];
    }

    private static string Plain(string name) => name.Normalize(NormalizationForm.FormC).Trim().Trim('.').ToLowerInvariant();
}
