using System.Collections.Frozen;
using System.Text;

namespace Throughline.Mail.Charsets;

/// <summary>The labels that mail puts on charsets, and the encodings behind them.</summary>
internal static class CharsetLabels
{
    // Labels that .NET knows under another name, or that real mail uses for a superset of what they say (WHATWG Encoding, section 4.2).
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["utf8"] = "utf-8", ["utf_8"] = "utf-8", ["utf-8n"] = "utf-8", ["unicode-1-1-utf-8"] = "utf-8", ["utf8mb4"] = "utf-8", ["cp65001"] = "utf-8",
        ["ascii"] = "us-ascii", ["646"] = "us-ascii", ["iso646-us"] = "us-ascii", ["usascii"] = "us-ascii", ["7bit"] = "us-ascii",
        ["ansi_x3.4-1968"] = "us-ascii",
        ["latin1"] = "iso-8859-1", ["latin-1"] = "iso-8859-1", ["8859-1"] = "iso-8859-1", ["iso8859_1"] = "iso-8859-1", ["ansi"] = "windows-1252",
        ["gb2312"] = "gb18030", ["gbk"] = "gb18030", ["gb_2312-80"] = "gb18030", ["x-gbk"] = "gb18030", ["cp936"] = "gb18030",
        ["euc-cn"] = "gb18030", ["x-euc-cn"] = "gb18030", ["ms936"] = "gb18030",
        ["cp932"] = "shift_jis", ["windows-31j"] = "shift_jis", ["windows-932"] = "shift_jis", ["ms_kanji"] = "shift_jis",
        ["shift-jis"] = "shift_jis", ["sjis"] = "shift_jis", ["x-sjis"] = "shift_jis", ["ms932"] = "shift_jis",
        ["ks_c_5601-1987"] = "ks_c_5601-1987", ["euc-kr"] = "ks_c_5601-1987", ["euckr"] = "ks_c_5601-1987", ["cp949"] = "ks_c_5601-1987",
        ["ms949"] = "ks_c_5601-1987", ["uhc"] = "ks_c_5601-1987", ["windows-949"] = "ks_c_5601-1987", ["5601"] = "ks_c_5601-1987",
        ["ksc5601"] = "ks_c_5601-1987",
        ["big5-hkscs"] = "big5", ["cp950"] = "big5", ["big-5"] = "big5", ["ms950"] = "big5", ["x-x-big5"] = "big5",
        ["iso-2022-jp-1"] = "iso-2022-jp", ["iso-2022-jp-2"] = "iso-2022-jp", ["iso-2022-jp-ms"] = "iso-2022-jp",
        ["cp50220"] = "iso-2022-jp", ["cp50221"] = "iso-2022-jp",
        ["iso-8859-8-e"] = "iso-8859-8", ["iso-8859-6-i"] = "iso-8859-6", ["iso-8859-6-e"] = "iso-8859-6", ["x-mac-roman"] = "macintosh",
        ["mac"] = "macintosh", ["macroman"] = "macintosh",
        ["unicode-1-1-utf-7"] = "utf-7", ["utf7"] = "utf-7", ["x-unicode-1-1-utf-7"] = "utf-7", ["csviscii"] = "viscii",
        ["latin6"] = "iso-8859-10", ["l6"] = "iso-8859-10", ["latin8"] = "iso-8859-14", ["l8"] = "iso-8859-14", ["latin10"] = "iso-8859-16",
        ["l10"] = "iso-8859-16", ["iso-2022-cn-ext"] = "iso-2022-cn",
        ["ucs-2"] = "utf-16", ["unicode"] = "utf-16", ["tis620"] = "windows-874", ["cp1125"] = "cp866", ["koi8"] = "koi8-r",
        ["koi"] = "koi8-r", ["cskoi8r"] = "koi8-r", ["hz"] = "hz-gb-2312",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Encoding> Own = new Encoding[]
    {
        new Iso2022CnEncoding(),
        SingleByteEncoding.Iso8859_10(), SingleByteEncoding.Iso8859_14(), SingleByteEncoding.Iso8859_16(), SingleByteEncoding.Viscii(),
    }.ToFrozenDictionary(e => e.WebName, StringComparer.OrdinalIgnoreCase);

    // SYSLIB0001: .NET hides UTF-7 (RFC 2152) because it fools filters of web pages. Text decoded from it is made safe afterwards like any other.
#pragma warning disable SYSLIB0001
    private static readonly Encoding Utf7 = new UTF7Encoding();
#pragma warning restore SYSLIB0001

    /// <summary>The label without quotes, blanks, comments and language suffix, in lower case.</summary>
    public static string Normalise(string label)
    {
        var name = label.AsSpan().Trim(" \t\r\n\"'<>;,=").ToString().ToLowerInvariant();
        var star = name.IndexOf('*', StringComparison.Ordinal);
        if (star > 0) name = name[..star];
        return Aliases.TryGetValue(name, out var alias) ? alias : Spelling(name);
    }

    /// <summary>Opens the encoding of a normalised label, or null.</summary>
    public static Encoding? Open(string name)
    {
        if (Own.TryGetValue(name, out var own)) return own;
        if (name == "utf-7") return Utf7;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;   // the label is unknown; the caller guesses
        }
    }

    // iso8859-2, iso_8859-2, iso8859_2, cp1251, cp-1251, win-1251, ibm-850, windows1252 …
    private static string Spelling(string name)
    {
        var digits = new string([.. name.SkipWhile(c => !char.IsAsciiDigit(c))]);
        if (name.StartsWith("iso", StringComparison.Ordinal) && digits.StartsWith("8859", StringComparison.Ordinal))
        {
            var part = digits[4..].TrimStart('-', '_', ' ');
            var end = part.IndexOf(':', StringComparison.Ordinal);
            return Rename("iso-8859-" + (end < 0 ? part : part[..end]));
        }
        if (name.StartsWith("cp", StringComparison.Ordinal)
            || name.StartsWith("win", StringComparison.Ordinal)
            || name.StartsWith("x-cp", StringComparison.Ordinal))
            return digits.StartsWith("125", StringComparison.Ordinal) ? "windows-" + digits
                : digits is "874" ? "windows-874"
                : digits.Length > 0 ? "cp" + digits
                : name;
        if (name.StartsWith("ibm", StringComparison.Ordinal) && digits.Length > 0) return "ibm" + digits;
        return name;
    }

    private static string Rename(string name) => name is "iso-8859-11" ? "windows-874" : name;
}
