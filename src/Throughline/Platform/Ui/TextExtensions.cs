namespace Throughline.Platform.Ui;

internal static class TextExtensions
{
    public static string? NullIfEmpty(this string text, string? instead) => text.Length == 0 ? instead : text;

    /// <summary>Nothing was written: an empty field of a form, a query without a value.</summary>
    public static string? NullIfBlank(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
