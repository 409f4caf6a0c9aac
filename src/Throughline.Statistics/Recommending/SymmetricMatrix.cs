using System.Runtime.InteropServices;

namespace Throughline.Statistics.Recommending;

/// <summary>
/// A symmetric matrix of single precision whose lower triangle is kept, its side padded to whole blocks. Rows are padded with the
/// identity, so that the inverse of what is inside is not touched.
/// </summary>
internal sealed unsafe class SymmetricMatrix : IDisposable
{
    /// <summary>The side of a block: whole strips of 6 rows and of 16 columns fit into it.</summary>
    public const int Block = 192;

    private float* _cells;

    public SymmetricMatrix(int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        Side = side;
        Blocks = (side + Block - 1) / Block;
        Stride = (nint)Blocks * Block;
        _cells = (float*)NativeMemory.AlignedAlloc((nuint)(Stride * Stride * sizeof(float)), 64);
        Parallel.For(0, (int)Stride, row => new Span<float>(Row(row), (int)Stride).Clear());
        for (var i = side; i < Stride; i++) Row(i)[i] = 1;
    }

    ~SymmetricMatrix() => Dispose();

    public int Side { get; }

    public int Blocks { get; }

    public nint Stride { get; }

    public float* Row(nint row) => _cells + row * Stride;

    /// <summary>The cell, whichever triangle it is named from.</summary>
    public float this[int row, int column] => row >= column ? Row(row)[column] : Row(column)[row];

    /// <summary>One whole row, its right part read down the column.</summary>
    public void CopyRow(int row, Span<float> to)
    {
        new ReadOnlySpan<float>(Row(row), row + 1).CopyTo(to);
        for (var below = row + 1; below < Side; below++) to[below] = Row(below)[row];
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_cells);
        _cells = null;
        GC.SuppressFinalize(this);
    }
}
