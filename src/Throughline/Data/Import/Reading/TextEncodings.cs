using System.Text;
using Throughline.Mail.Charsets;

namespace Throughline.Data.Import.Reading;

/// <param name="Name">As the command line and the API take it.</param>
public sealed record EncodingChoice(string Name, [Said] string Label);

/// <summary>What text files are written in.</summary>
public static class TextEncodings
{
    /// <summary>Those that a page offers: by name, and what writes so.</summary>
    public static IReadOnlyList<EncodingChoice> Choices { get; } =
    [
        new("utf-8", "UTF-8"), new("windows-1252", "Western European (Windows-1252)"), new("windows-1250", "Central European (Windows-1250)"),
        new("windows-1251", "Cyrillic (Windows-1251)"), new("windows-1253", "Greek (Windows-1253)"), new("windows-1254", "Turkish (Windows-1254)"),
        new("windows-1255", "Hebrew (Windows-1255)"), new("windows-1256", "Arabic (Windows-1256)"), new("windows-1257", "Baltic (Windows-1257)"),
        new("windows-874", "Thai (Windows-874)"), new("shift_jis", "Japanese (Shift-JIS)"), new("euc-jp", "Japanese (EUC-JP)"),
        new("gb18030", "Simplified Chinese (GB18030)"), new("big5", "Traditional Chinese (Big5)"), new("euc-kr", "Korean (EUC-KR)"),
        new("koi8-r", "Cyrillic (KOI8-R)"), new("ibm850", "Western European (DOS 850)"), new("ibm852", "Central European (DOS 852)"),
        new("macintosh", "Western European (Macintosh)"), new("utf-16", "UTF-16"), new("utf-16BE", "UTF-16, big-endian"),
    ];

    /// <summary>Windows-1252, in which every byte is a letter.</summary>
    internal static Encoding Western { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <exception cref="UnreadableFileException">Nobody knows it.</exception>
    internal static Encoding Find(string name) =>
        Charset.Find(name) is { CodePage: not 65000 } known
            ? known
            : throw new UnreadableFileException(
                "bad_encoding", $"There is no encoding {name}. Use a name such as utf-8, windows-1250, windows-1251 or shift_jis.");

    /// <summary>As a person reads it.</summary>
    internal static string NameOf(Encoding encoding) => encoding.CodePage switch
    {
        1200 or 1201 => "UTF-16",
        932 => "Shift-JIS",
        949 or 51949 => "EUC-KR",
        866 => "DOS 866",
        _ when encoding.WebName.StartsWith("windows", StringComparison.Ordinal) => "W" + encoding.WebName[1..],
        _ => encoding.WebName.ToUpperInvariant(),
    };
}
