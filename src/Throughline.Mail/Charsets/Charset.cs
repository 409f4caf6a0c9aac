using System.Collections.Concurrent;
using System.Text;

namespace Throughline.Mail.Charsets;

/// <summary>
/// Turns bytes into text by a declared charset, as real mail needs it: every label that mail uses, those .NET lacks included,
/// and a guess where the label is missing, unknown or plainly wrong. Never throws. Source: RFC 2978 labels, WHATWG Encoding aliases.
/// </summary>
public static class Charset
{
    private static readonly ConcurrentDictionary<string, Encoding?> Known = new(StringComparer.OrdinalIgnoreCase);
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private const int MostLabels = 1024;
    private const int LongestLabel = 64;

    static Charset() => WindowsWestern = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>windows-1252, the last resort: it maps every byte, so nothing is lost from sight.</summary>
    public static Encoding WindowsWestern { get; }

    /// <summary>The encoding that a label names, or null when nobody knows it. Quotes, blanks and an RFC 2231 language suffix are ignored.</summary>
    public static Encoding? Find(string? label)
    {
        if (string.IsNullOrWhiteSpace(label) || label.Length > LongestLabel) return null;
        var name = CharsetLabels.Normalise(label);
        if (name.Length == 0) return null;
        if (Known.TryGetValue(name, out var known)) return known;
        var found = CharsetLabels.Open(name);
        // Labels come from strangers: the cache stops growing before it can be made to fill memory.
        if (Known.Count < MostLabels) Known.TryAdd(name, found);
        return found;
    }

    /// <summary>
    /// Decodes <paramref name="bytes"/> by <paramref name="label"/>. Without a usable label: UTF-8 when the bytes are valid UTF-8,
    /// else <paramref name="fallback"/>, else the likeliest by <see cref="CharsetGuess"/>. US-ASCII and Latin-1 labels on bytes that are valid
    /// multi-byte UTF-8 are read as UTF-8, because such text does not occur by chance; byte-order marks and the escapes of ISO-2022 name their
    /// charset, whatever the label. Undecodable bytes become U+FFFD.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? label, string? fallback = null)
    {
        if (bytes.IsEmpty) return "";
        var encoding = Find(label);
        if (ShownEncoding(bytes, encoding) is { } shown) return Safely(shown, bytes);
        if (Ascii.IsValid(bytes) && (encoding is null || IsAsciiSuperset(encoding))) return Encoding.ASCII.GetString(bytes);
        if (encoding is UTF8Encoding) return DecodeUtf8(bytes);
        if (encoding is null || MayBeMislabelled(encoding))
        {
            if (TryUtf8(bytes) is { } text) return text;
            if (encoding is null) encoding = Find(fallback) is { } second and not UTF8Encoding ? second : null;
            if (encoding is null || encoding.CodePage == 20127) encoding = Find(CharsetGuess.Label(bytes));
            if (encoding is null || MayBeMislabelled(encoding)) encoding = WindowsWestern;
        }
        return Safely(encoding, bytes);
    }

    /// <summary>The bytes as UTF-8 when they are valid UTF-8, else null.</summary>
    public static string? TryUtf8(ReadOnlySpan<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes)) return null;
        return StrictUtf8.GetString(StripMark(bytes));
    }

    private static ReadOnlySpan<byte> StripMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static string DecodeUtf8(ReadOnlySpan<byte> bytes)
    {
        if (TryUtf8(bytes) is { } text) return text;
        var lenient = Encoding.UTF8.GetString(StripMark(bytes));
        // Said to be UTF-8 but hardly a sequence is: an old client that sends its own code page under the wrong label.
        int broken = lenient.AsSpan().Count('\uFFFD'), good = 0;
        foreach (var c in lenient) if (c > '\u007F' && c != '\uFFFD') good++;
        return broken > good ? WindowsWestern.GetString(bytes) : lenient;
    }

    private static string Safely(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (encoding is UnicodeEncoding) encoding = IsBigEndian(bytes, encoding) ? Encoding.BigEndianUnicode : Encoding.Unicode;
            var text = encoding.GetString(bytes);
            return encoding is UnicodeEncoding or UTF32Encoding or UTF8Encoding ? text.TrimStart('\uFEFF') : text;
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or NotSupportedException or InvalidOperationException)
        {
            // Some stateful code-page decoders throw on hostile sequences instead of replacing them.
            return WindowsWestern.GetString(bytes);
        }
    }

    // A byte-order mark, or the escapes by which a stateful encoding shifts to its characters (RFC 1468, RFC 1557, RFC 1922).
    private static Encoding? ShownEncoding(ReadOnlySpan<byte> bytes, Encoding? labelled)
    {
        if (labelled is UnicodeEncoding or UTF32Encoding) return null;
        if (bytes.StartsWith("\uFEFF"u8) && labelled is not UTF8Encoding && System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8;
        var mayBeOther = labelled is null or UTF8Encoding || MayBeMislabelled(labelled);
        if (mayBeOther && bytes.Length % 2 == 0 && IsWide(bytes)) return Encoding.Unicode;
        if (bytes.IndexOf((byte)0x1B) < 0 || !mayBeOther && !(IsAsciiSuperset(labelled!) && Ascii.IsValid(bytes))) return null;
        if (bytes.IndexOf("\e$B"u8) >= 0 || bytes.IndexOf("\e$@"u8) >= 0 || bytes.IndexOf("\e(I"u8) >= 0) return Find("iso-2022-jp");
        if (bytes.IndexOf("\e$)C"u8) >= 0) return Find("iso-2022-kr");
        return bytes.IndexOf("\e$)A"u8) >= 0 || bytes.IndexOf("\e$)G"u8) >= 0 ? Find("iso-2022-cn") : null;
    }

    private static bool IsWide(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    // Without a mark, the zeros of plain letters tell which half comes first.
    private static bool IsBigEndian(ReadOnlySpan<byte> bytes, Encoding labelled)
    {
        if (IsWide(bytes)) return bytes[0] == 0xFE;
        if (labelled.CodePage == Encoding.BigEndianUnicode.CodePage) return true;
        int first = 0, second = 0;
        for (var i = 0; i + 1 < Math.Min(bytes.Length, 1000); i += 2)
        {
            if (bytes[i] == 0 && bytes[i + 1] != 0) first++;
            if (bytes[i + 1] == 0 && bytes[i] != 0) second++;
        }
        return first > 2 * second;
    }

    private static bool MayBeMislabelled(Encoding encoding) => encoding.CodePage is 20127 or 28591 or 1252;

    private static bool IsAsciiSuperset(Encoding encoding) => encoding switch
    {
        UTF8Encoding or SingleByteEncoding => true,
        Iso2022CnEncoding or UnicodeEncoding or UTF32Encoding => false,
        _ => encoding.CodePage is not (50220 or 50221 or 50222 or 50225 or 50227 or 52936 or 20000 or 65000)
            && encoding.CodePage is not (37 or 500 or 870 or 1026 or 1047),
    };
}
