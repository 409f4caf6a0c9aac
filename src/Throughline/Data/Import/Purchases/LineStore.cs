using System.Runtime.InteropServices;

namespace Throughline.Data.Import.Purchases;

/// <summary>Records in memory, in pieces of a megabyte: ten million small arrays would keep the garbage collector busy.</summary>
internal sealed class LineStore
{
    private const int PieceBytes = 1 << 20;

    private readonly List<byte[]> _pieces = [];
    private int _last = -1, _used = PieceBytes;

    /// <summary>Forgets all records and keeps the pieces for the next.</summary>
    public void Clear() => (_last, _used) = (-1, PieceBytes);

    public long Add(ReadOnlySpan<byte> record)
    {
        if (_used + 4 + record.Length > PieceBytes)
        {
            if (++_last == _pieces.Count) _pieces.Add(new byte[PieceBytes]);
            _used = 0;
        }
        var place = _pieces[_last].AsSpan(_used);
        MemoryMarshal.Write(place, record.Length);
        record.CopyTo(place[4..]);
        var at = (long)_last * PieceBytes + _used;
        _used += 4 + record.Length;
        return at;
    }

    public OrderLine this[long at]
    {
        get
        {
            var place = _pieces[(int)(at / PieceBytes)].AsSpan((int)(at % PieceBytes));
            return new OrderLine(place.Slice(4, MemoryMarshal.Read<int>(place)));
        }
    }
}
