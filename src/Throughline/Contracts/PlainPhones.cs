namespace Throughline.Contracts;

/// <summary>What is said of digits without asking a numbering plan: most numbers arrive in their one writing already.</summary>
internal static class PlainPhones
{
    // Country, the first digits that its numbers may have, and how many digits these have: a part of each plan where nothing is ever left out.
    // A test compares it with the plans themselves.
    private static readonly (string Country, string First, int Fewest, int Most)[] Plans =
    [
        ("1", "23456789", 10, 10), ("7", "3479", 10, 10), ("27", "12345678", 9, 9), ("30", "26", 10, 10), ("31", "123456789", 9, 9), ("32", "4", 9, 9),
        ("33", "123456789", 9, 9), ("34", "6789", 9, 9), ("39", "3", 9, 10), ("40", "237", 9, 9), ("41", "2345678", 9, 9), ("44", "1237", 10, 10),
        ("45", "23456789", 8, 8), ("46", "123456789", 7, 9), ("47", "2345679", 8, 8), ("48", "123456789", 9, 9), ("49", "123456789", 8, 11),
        ("61", "2378", 9, 9), ("90", "23458", 10, 10), ("91", "6789", 10, 10), ("351", "29", 9, 9), ("353", "8", 9, 9), ("420", "234567", 9, 9),
    ];

    private static readonly int[] ByStart = Index();

    /// <summary>Whether a text is a number in E.164 that reading it by its plan would leave as it is. False when only the plan can say.</summary>
    public static bool IsOne(ReadOnlySpan<char> text)
    {
        if (text.Length is < 9 or > 15 || text[0] != '+' || text[1..].IndexOfAnyExceptInRange('0', '9') >= 0) return false;
        for (var length = 1; length <= 3; length++)
        {
            if (ByStart[NumberOf(text.Slice(1, length)) + Offset(length)] is not (> 0 and var place)) continue;
            var (_, first, fewest, most) = Plans[place - 1];
            var national = text[(1 + length)..];
            return national.Length >= fewest && national.Length <= most && first.Contains(national[0], StringComparison.Ordinal) && !StandForNone(text[1..]);
        }
        return false;
    }

    /// <summary>Whether digits are what people type where a number is asked for and they have none: one digit again and again, or counting.</summary>
    public static bool StandForNone(ReadOnlySpan<char> digits)
    {
        for (var start = 0; start <= 3 && digits.Length - start >= 6; start++)
        {
            var rest = digits[start..];
            if (rest.IndexOfAnyExcept(rest[0]) < 0 || (start == 0 || rest.Length >= 9) && (Counts(rest, 1) || Counts(rest, 9))) return true;
        }
        return false;
    }

    private static bool Counts(ReadOnlySpan<char> digits, int step)
    {
        for (var i = 1; i < digits.Length; i++) if ((digits[i - 1] - '0' + step) % 10 != digits[i] - '0') return false;
        return true;
    }

    private static int NumberOf(ReadOnlySpan<char> digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private static int Offset(int length) => length switch { 1 => 0, 2 => 10, _ => 110 };

    private static int[] Index()
    {
        var index = new int[1_110];
        for (var i = 0; i < Plans.Length; i++)
            index[NumberOf(Plans[i].Country) + Offset(Plans[i].Country.Length)] = i + 1;
        return index;
    }
}
