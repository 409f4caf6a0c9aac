using System.Buffers;

namespace Throughline.Data.Import.Reading;

/// <summary>What spreadsheets put before a text so that it stays one: <c>="00123"</c>, and an apostrophe before what looks like a number or formula.</summary>
internal static class SheetSigns
{
    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789 .,+-()/:"u8), BeforeFormulas = SearchValues.Create("=+-@\t\r\n"u8);

    /// <summary>The text without them. An apostrophe before a word is a word's own: 's-Hertogenbosch.</summary>
    public static ReadOnlySpan<byte> Without(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("=\""u8) && text[^1] == (byte)'"')
            return text.Length > 2 && text[2..^1].IndexOf((byte)'"') < 0 ? text[2..^1] : text;
        if (text[0] != (byte)'\'') return text;
        var rest = text[1..];
        return BeforeFormulas.Contains(rest[0]) || IsFullWidthSign(rest) || !rest.ContainsAnyExcept(OfNumbers) ? rest : text;
    }

    private static bool IsFullWidthSign(ReadOnlySpan<byte> text) =>
        text.StartsWith("＝"u8) || text.StartsWith("＋"u8) || text.StartsWith("－"u8) || text.StartsWith("＠"u8);
}
