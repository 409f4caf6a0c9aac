namespace Throughline.Mail.Messages;

/// <summary>Makes names from strangers fit to be offered as download names.</summary>
internal static class FileNames
{
    private const int Longest = 150;

    /// <summary>The last path segment without control characters, bidirectional overrides and characters file systems refuse.</summary>
    public static string Safe(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var kept = new string([.. last.Where(IsKept)]);
        kept = kept.Trim(' ', '.');
        if (kept.Length > Longest) kept = kept[..(Longest - 20)] + kept[^20..];
        return kept.Length == 0 ? "attachment" : kept;
    }

    private static bool IsKept(char c) =>
        !char.IsControl(c) && !PlainLine.BreaksLines(c) && c is not ('<' or '>' or ':' or '"' or '|' or '?' or '*') && !IsDirectional(c);

    // RIGHT-TO-LEFT OVERRIDE and its kin make "exe.fdp" look like "pdf.exe" turned around.
    private static bool IsDirectional(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
