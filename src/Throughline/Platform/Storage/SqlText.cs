namespace Throughline.Platform.Storage;

/// <summary>Texts of people as parts of SQL.</summary>
public static class SqlText
{
    public const string Escape = "\\";

    /// <summary>A pattern for LIKE that takes the text as it is, with <see cref="Escape"/> as the escape.</summary>
    public static string Containing(string text) =>
        "%"
            + text.Trim()
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("%", "\\%", StringComparison.Ordinal)
                .Replace("_", "\\_", StringComparison.Ordinal)
            + "%";
}
