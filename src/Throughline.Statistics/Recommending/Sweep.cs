using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Throughline.Statistics.Recommending;

/// <summary>
/// The inverse of a positive definite matrix, in place, by sweeping one block column after another (Goodnight 1979, "A tutorial on the
/// SWEEP operator"): n³ operations, nearly all of them in one small matrix product that keeps its sums in registers, on all cores.
/// A pivot block is inverted by Cholesky in double precision.
/// </summary>
internal sealed unsafe class Sweep : IDisposable
{
    private const int Block = SymmetricMatrix.Block;
    private const int Tall = SweepKernel.Tall;
    private const int Wide = SweepKernel.Wide;

    private readonly SymmetricMatrix _matrix;
    private readonly float* _panel;
    private readonly float* _across;
    private readonly float* _down;
    private readonly float* _pivot;

    private Sweep(SymmetricMatrix matrix)
    {
        _matrix = matrix;
        _panel = Allocate(matrix.Stride * Block);
        _across = Allocate(matrix.Stride * Block);
        _down = Allocate(matrix.Stride * Block);
        _pivot = Allocate(Block * Block);
    }

    /// <summary>Replaces a positive definite matrix by its inverse.</summary>
    /// <exception cref="CannotFitException">A pivot is not above 0 (<c>not_positive_definite</c>).</exception>
    public static void Invert(SymmetricMatrix matrix, CancellationToken ct)
    {
        using var sweep = new Sweep(matrix);
        for (var k = 0; k < matrix.Blocks; k++)
        {
            ct.ThrowIfCancellationRequested();
            sweep.Step(k);
        }

        Parallel.For(0, (int)matrix.Stride, row =>
        {
            var cells = new Span<float>(matrix.Row(row), row + 1);
            TensorPrimitives.Negate(cells, cells);
        });
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_panel);
        NativeMemory.AlignedFree(_across);
        NativeMemory.AlignedFree(_down);
        NativeMemory.AlignedFree(_pivot);
    }

    /// <summary>With P the panel of column k and D the inverse of its pivot: A −= P·D·Pᵀ elsewhere, the panel becomes P·D and the pivot −D.</summary>
    private void Step(int k)
    {
        var pivot = InvertPivot(k);
        Parallel.For(0, _matrix.Blocks, b => Gather(b, k));
        Parallel.For(0, _matrix.Blocks, b => TimesPivot(b));
        Parallel.For(0, _matrix.Blocks * _matrix.Blocks, pair =>
        {
            // The costliest rows first, so that no core is left with one at the end.
            var (row, column) = (_matrix.Blocks - 1 - pair / _matrix.Blocks, pair % _matrix.Blocks);
            if (column <= row && row != k && column != k) Update(row, column);
        });
        Parallel.For(0, _matrix.Blocks, b => Scatter(b, k, pivot));
    }

    private double[] InvertPivot(int k)
    {
        var block = new double[Block * Block];
        for (var i = 0; i < Block; i++)
        {
            for (var j = 0; j <= i; j++) block[i * Block + j] = _matrix.Row(k * Block + i)[k * Block + j];
        }

        if (!BlockInverse.Invert(block))
            throw new CannotFitException("not_positive_definite", "The items' matrix cannot be inverted in single precision: raise lambda.");
        for (var strip = 0; strip < Block / Wide; strip++)
        {
            for (var i = 0; i < Block; i++)
            {
                for (var j = 0; j < Wide; j++) _pivot[(strip * Block + i) * Wide + j] = -(float)block[i * Block + strip * Wide + j];
            }
        }

        return block;
    }

    /// <summary>Reads the panel's rows of one block, packed in strips of rows for P·D and in strips of columns for Pᵀ.</summary>
    private void Gather(int b, int k)
    {
        for (var r = 0; r < Block; r++)
        {
            var row = b * Block + r;
            var tall = _down + row / Tall * Tall * Block + row % Tall;
            var wide = _across + row / Wide * Wide * Block + row % Wide;
            for (var c = 0; c < Block; c++)
            {
                var cell = b >= k ? _matrix.Row(row)[k * Block + c] : _matrix.Row(k * Block + c)[row];
                tall[c * Tall] = cell;
                wide[c * Wide] = cell;
            }
        }
    }

    /// <summary>The rows of P·D of one block into the panel, then packed over P in strips of rows.</summary>
    private void TimesPivot(int b)
    {
        new Span<float>(_panel + (nint)b * Block * Block, Block * Block).Clear();
        for (var strip = 0; strip < Block / Wide; strip++)
        {
            for (var r = 0; r < Block; r += Tall)
            {
                var row = (nint)b * Block + r;
                SweepKernel.Subtract(_down + row * Block, _pivot + strip * Wide * Block, _panel + row * Block + strip * Wide, Block);
            }
        }

        for (var r = 0; r < Block; r++)
        {
            var row = (nint)b * Block + r;
            var tall = _down + row / Tall * Tall * Block + row % Tall;
            for (var c = 0; c < Block; c++) tall[c * Tall] = _panel[row * Block + c];
        }
    }

    private void Update(int rowBlock, int columnBlock)
    {
        for (var c = 0; c < Block; c += Wide)
        {
            var column = (nint)columnBlock * Block + c;
            for (var r = 0; r < Block; r += Tall)
            {
                var row = (nint)rowBlock * Block + r;
                SweepKernel.Subtract(_down + row * Block, _across + column * Block, _matrix.Row(row) + column, _matrix.Stride);
            }
        }
    }

    private void Scatter(int b, int k, double[] pivot)
    {
        for (var r = 0; r < Block; r++)
        {
            var row = b * Block + r;
            for (var c = 0; c < Block; c++)
            {
                if (b == k) _matrix.Row(row)[k * Block + c] = -(float)pivot[r * Block + c];
                else if (b > k) _matrix.Row(row)[k * Block + c] = _panel[(nint)row * Block + c];
                else _matrix.Row(k * Block + c)[row] = _panel[(nint)row * Block + c];
            }
        }
    }

    private static float* Allocate(nint cells) => (float*)NativeMemory.AlignedAlloc((nuint)(cells * sizeof(float)), 64);
}
