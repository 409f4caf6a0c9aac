using System.Text;

namespace Throughline.Data.Import.Reading;

/// <summary>The letters beyond ASCII of a language or a script, in one encoding.</summary>
/// <param name="Fits">Whether a letter may stand between two others; null where any may.</param>
internal sealed record Alphabet(string Encoding, string Letters, Func<char, char, char, bool>? Fits = null, string Common = "")
{
    private const double Stranger = -1, Rare = 0.4, Sign = 0.5, Nothing = -3;

    private const string Vowels = "aeiouyáéíóúüäöåàèìòùâêîôûæø";

    private readonly Encoding _encoding = TextEncodings.Find(Encoding);

    // Of two that fit as well the first is taken, so those of most files come first.
    public static IReadOnlyList<Alphabet> All { get; } =
    [
        new("windows-1252", "äöüßé"), new("windows-1252", "éèêëàâçîïôûùœæÿ", French), new("windows-1252", "áéíóúñüçàèïòªº", Iberian),
        new("windows-1252", "áâãàçéêíóôõúªº", Iberian), new("windows-1252", "àèéìòù", Italian), new("windows-1252", "æøåéäöü", Nordic),
        new("windows-1254", "çğıiİöşüâîû"),
        new("windows-1252", "áéíóúýðþæö", Nordic),
        new("windows-1250", "ąćęłńóśźż"), new("windows-1250", "áčďéěíňóřšťúůýž"), new("windows-1250", "áéíóöőúüű"),
        new("windows-1250", "áäčďéíĺľňóôŕšťúýž"), new("windows-1250", "ćčđšž"), new("windows-1250", "ăâîşţșț"),
        new("windows-1257", "ąčęėįšųūž"), new("windows-1257", "āčēģīķļņšūž"), new("windows-1257", "äõöüšž"),
        new("windows-1251", Range('а', 'я') + "ёіїєґўђћџљњјѓќѕ", Common: "оеаинтсрвлкмдпуі"),
        new("windows-1253", Range('ά', 'ώ'), Common: "αοιετσνηυρπκμλςάίόέ"),
        new("windows-1255", Range('א', 'ת') + Range('\u05B0', '\u05BC'), Common: Range('א', 'ת')),
        new("windows-1256", Range('ء', 'ْ') + "پچژگکی", Common: "اليمنوتبرعدسفهكقحجةأى"),
        new("windows-874", Range('ก', '๛'), Common: Range('ก', 'ฟ') + "มรลวสหอาเ่้ั"),
        new("ibm852", "ąćęłńóśźżáčďéěíňóřšťúůýžőű"), new("ibm850", "äöüßéèêàâçîôñåæø"), new("macintosh", "äöüßéèêàâçîôñåæøá"),
        new("koi8-r", Range('а', 'я') + "ё", Common: "оеаинтсрвлкмдпу"), new("cp866", Range('а', 'я') + "ё", Common: "оеаинтсрвлкмдпу"),
    ];

    /// <summary>How well the text reads so: a point for each letter, less for what is none of the language's.</summary>
    public double Score(ReadOnlySpan<byte> sample)
    {
        var text = _encoding.GetString(sample);
        var score = 0.0;
        for (var i = 0; i < text.Length; i++)
            if (text[i] >= 0x80) score += Of(i > 0 ? text[i - 1] : ' ', text[i], i + 1 < text.Length ? text[i + 1] : ' ');
        return score;
    }

    private double Of(char before, char letter, char after)
    {
        if (letter == '\uFFFD' || char.IsControl(letter) || letter is >= '\uE000' and <= '\uF8FF') return Nothing;
        if (!char.IsLetter(letter) && !Letters.Contains(letter)) return OfSign(before, letter, after);
        var lower = char.ToLowerInvariant(letter);
        if (!Letters.Contains(lower)) return Stranger;
        if (char.IsUpper(letter) && char.IsLower(before)) return Stranger;
        // Other scripts do not stand within a Latin word.
        if (letter > 'ʯ') return char.IsAsciiLetter(before) || char.IsAsciiLetter(after) ? Stranger : Common.Length == 0 || Common.Contains(lower) ? 1 : Rare;
        return Fits?.Invoke(char.ToLowerInvariant(before), lower, char.ToLowerInvariant(after)) == false ? Stranger : 1;
    }

    // Signs say little, save between letters, where only an apostrophe, a soft hyphen and a middle dot stand.
    private static double OfSign(char before, char sign, char after) =>
        char.IsLetter(before) && char.IsLetter(after) && sign is not ('’' or '\u00AD' or '·') ? Stranger : "’‘“”„–—…€".Contains(sign) ? Sign : 0;

    private static string Range(char from, char to) => string.Concat(Enumerable.Range(from, to - from + 1).Select(c => (char)c));

    private static bool IsVowel(char c) => Vowels.Contains(c);

    private static bool French(char before, char letter, char after) => letter switch
    {
        'è' => !IsVowel(after),
        'ê' => "tcmlvnr".Contains(after),
        'û' => !char.IsLetter(after) || "trmlchn".Contains(after),
        'ù' => !char.IsLetter(after),
        'œ' => "uidt".Contains(after),
        'æ' => !IsVowel(before),
        _ => true,
    };

    private static bool Iberian(char before, char letter, char after) => letter switch
    {
        'ñ' => IsVowel(after),
        'õ' => after == 'e',
        'ã' => !char.IsLetter(after) || "oesn".Contains(after),
        'ê' => after is 't' or 'n' or 'm' or 's' or 'c' or ' ',
        'ò' or 'è' => !char.IsLetter(after) || !IsVowel(after),
        _ => true,
    };

    private static bool Italian(char before, char letter, char after) => !char.IsLetter(after);

    private static bool Nordic(char before, char letter, char after) => letter is not ('æ' or 'ø') || !IsVowel(before);
}
