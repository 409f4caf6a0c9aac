using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Throughline.Data.Import.Purchases;

/// <summary>The texts of an order's line, in the order in which they are written.</summary>
internal enum LineText { Order, Customer, Product, Name, Currency, Channel, Country }

/// <summary>What is fixed in size of an order's line; its texts follow, each behind its length.</summary>
/// <param name="OrderKey">128 bits of the order's name, by which its lines find each other.</param>
/// <param name="Line">Where it stands in the file.</param>
/// <param name="At">Microseconds since 1970, UTC; <see cref="NoTime"/> when the line says none.</param>
internal readonly record struct LineNumbers(
    ulong OrderKey, ulong OrderKey2, long Line, long At, decimal Quantity, decimal Price, bool HasPrice)
{
    public const long NoTime = long.MaxValue;

    public static readonly int Size = Unsafe.SizeOf<LineNumbers>();

    /// <summary>It takes from the order instead of adding to it.</summary>
    public bool IsNegative => Quantity < 0 || (Quantity > 0 && Price < 0);
}

/// <summary>One line of an order as it waits, in memory or on disk, until the order's other lines are found.</summary>
internal readonly ref struct OrderLine(ReadOnlySpan<byte> record)
{
    public const int LongestText = 10_000, Texts = 7;

    private readonly ReadOnlySpan<byte> _texts = record[LineNumbers.Size..];

    public LineNumbers Numbers { get; } = MemoryMarshal.Read<LineNumbers>(record);

    public ReadOnlySpan<byte> this[LineText text]
    {
        get
        {
            var rest = _texts;
            for (var i = 0; i < (int)text; i++) rest = rest[(2 + MemoryMarshal.Read<ushort>(rest))..];
            return rest.Slice(2, MemoryMarshal.Read<ushort>(rest));
        }
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        foreach (var text in Enum.GetValues<LineText>()) json.WriteString(text.ToString().ToLowerInvariant(), this[text]);
        json.WriteNumber("quantity", Numbers.Quantity);
        if (Numbers.HasPrice) json.WriteNumber("price", Numbers.Price);
    }
}

/// <summary>Writes a line as <see cref="OrderLine"/> reads it.</summary>
internal sealed class OrderLineWriter
{
    private readonly byte[] _record = new byte[LineNumbers.Size + OrderLine.Texts * (2 + OrderLine.LongestText)];
    private int _length;

    public ReadOnlySpan<byte> Record => _record.AsSpan(0, _length);

    public void Begin(in LineNumbers numbers)
    {
        MemoryMarshal.Write(_record, in numbers);
        _length = LineNumbers.Size;
    }

    public void Add(ReadOnlySpan<byte> text)
    {
        MemoryMarshal.Write(_record.AsSpan(_length), (ushort)text.Length);
        text.CopyTo(_record.AsSpan(_length + 2));
        _length += 2 + text.Length;
    }
}
