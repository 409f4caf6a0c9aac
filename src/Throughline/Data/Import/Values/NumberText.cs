using System.Buffers;
using System.Buffers.Text;

namespace Throughline.Data.Import.Values;

/// <summary>Reads numbers as spreadsheets write them: 1234.5, 1,234.50, 1.234,50, 12,5.</summary>
internal static class NumberText
{
    private const decimal Largest = 1_000_000_000_000m;

    private static readonly SearchValues<byte> Signs = SearchValues.Create("0123456789.,+-"u8);

    /// <param name="commaIsPoint">What a lone comma before three digits means: in files parted by semicolons it is the decimal point.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, bool commaIsPoint, out decimal number)
    {
        text = text.Trim((byte)' ');
        number = 0;
        if (text.IsEmpty || text.Length > 40 || text.ContainsAnyExcept(Signs)) return false;
        if (text.Contains((byte)',')) text = WithPoint(text, commaIsPoint);
        return Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && Math.Abs(number) < Largest;
    }

    private static ReadOnlySpan<byte> WithPoint(ReadOnlySpan<byte> text, bool commaIsPoint)
    {
        var (comma, point) = (text.LastIndexOf((byte)','), text.LastIndexOf((byte)'.'));
        var isPoint = point >= 0 ? comma > point : text.Count((byte)',') == 1 && (commaIsPoint || text.Length - comma - 1 != 3);
        var into = new byte[text.Length];
        var length = 0;
        foreach (var letter in text)
        {
            if (letter == (isPoint ? (byte)'.' : (byte)',')) continue;
            into[length++] = letter == ',' ? (byte)'.' : letter;
        }
        return into.AsSpan(0, length);
    }
}
