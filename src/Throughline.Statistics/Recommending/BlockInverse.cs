using System.Numerics.Tensors;

namespace Throughline.Statistics.Recommending;

/// <summary>The inverse of one positive definite block, by Cholesky in double precision.</summary>
internal static class BlockInverse
{
    private const int Side = SymmetricMatrix.Block;

    /// <summary>Replaces the block (row-major, lower triangle read) by its inverse, both triangles filled. False when it is not positive definite.</summary>
    public static bool Invert(Span<double> block)
    {
        if (!Factor(block)) return false;
        InvertFactor(block);
        Multiply(block);
        return true;
    }

    /// <summary>L with L·Lᵀ = block, into the lower triangle.</summary>
    private static bool Factor(Span<double> a)
    {
        for (var j = 0; j < Side; j++)
        {
            var rowJ = a.Slice(j * Side, j);
            var pivot = a[j * Side + j] - TensorPrimitives.SumOfSquares<double>(rowJ);
            if (!(pivot > 0 && double.IsFinite(pivot))) return false;
            var root = Math.Sqrt(pivot);
            a[j * Side + j] = root;
            for (var i = j + 1; i < Side; i++)
            {
                a[i * Side + j] = (a[i * Side + j] - TensorPrimitives.Dot<double>(a.Slice(i * Side, j), rowJ)) / root;
            }
        }

        return true;
    }

    /// <summary>L⁻¹ over L, as its transpose in the upper triangle, so that every sum runs along a row.</summary>
    private static void InvertFactor(Span<double> a)
    {
        for (var j = 0; j < Side; j++)
        {
            var column = a.Slice(j * Side, Side);
            var own = 1 / column[j];
            column[(j + 1)..].Clear();
            for (var i = j + 1; i < Side; i++)
            {
                var sum = a[i * Side + j] * own + TensorPrimitives.Dot<double>(a.Slice(i * Side + j + 1, i - j - 1), column[(j + 1)..i]);
                column[i] = -sum / a[i * Side + i];
            }
        }

        for (var i = 0; i < Side; i++) a[i * Side + i] = 1 / a[i * Side + i];
    }

    /// <summary>(L⁻¹)ᵀ·L⁻¹ from the transpose of L⁻¹ in the upper triangle.</summary>
    private static void Multiply(Span<double> a)
    {
        for (var i = 0; i < Side; i++)
        {
            for (var j = 0; j <= i; j++) a[i * Side + j] = TensorPrimitives.Dot<double>(a.Slice(i * Side + i, Side - i), a.Slice(j * Side + i, Side - i));
        }

        for (var i = 0; i < Side; i++)
        {
            for (var j = i + 1; j < Side; j++) a[i * Side + j] = a[j * Side + i];
        }
    }
}
