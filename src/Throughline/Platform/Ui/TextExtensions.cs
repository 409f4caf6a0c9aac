namespace Throughline.Platform.Ui;

internal static class TextExtensions
{
    public static string? NullIfEmpty(this string text, string? instead) => text.Length == 0 ? instead : text;
}
