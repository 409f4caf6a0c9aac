using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Throughline.Statistics.Recommending;

/// <summary>The small matrix product in which <see cref="Sweep"/> spends nearly all of its time.</summary>
internal static unsafe class SweepKernel
{
    /// <summary>Rows of one strip.</summary>
    public const int Tall = 6;

    /// <summary>Columns of one strip.</summary>
    public const int Wide = 16;

    private const int Block = SymmetricMatrix.Block;

    /// <summary>6 × 16 cells −= 6 × 192 strip · 192 × 16 strip. Twelve sums of eight lanes stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(float* tall, float* wide, float* cells, nint stride)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (var k = 0; k < Block; k++, tall += Tall, wide += Wide)
        {
            var left = Vector256.Load(wide);
            var right = Vector256.Load(wide + 8);
            var one = Vector256.Create(tall[0]);
            (a0, a1) = (Vector256.MultiplyAddEstimate(one, left, a0), Vector256.MultiplyAddEstimate(one, right, a1));
            one = Vector256.Create(tall[1]);
            (b0, b1) = (Vector256.MultiplyAddEstimate(one, left, b0), Vector256.MultiplyAddEstimate(one, right, b1));
            one = Vector256.Create(tall[2]);
            (c0, c1) = (Vector256.MultiplyAddEstimate(one, left, c0), Vector256.MultiplyAddEstimate(one, right, c1));
            one = Vector256.Create(tall[3]);
            (d0, d1) = (Vector256.MultiplyAddEstimate(one, left, d0), Vector256.MultiplyAddEstimate(one, right, d1));
            one = Vector256.Create(tall[4]);
            (e0, e1) = (Vector256.MultiplyAddEstimate(one, left, e0), Vector256.MultiplyAddEstimate(one, right, e1));
            one = Vector256.Create(tall[5]);
            (f0, f1) = (Vector256.MultiplyAddEstimate(one, left, f0), Vector256.MultiplyAddEstimate(one, right, f1));
        }

        SubtractRow(cells, a0, a1);
        SubtractRow(cells + stride, b0, b1);
        SubtractRow(cells + 2 * stride, c0, c1);
        SubtractRow(cells + 3 * stride, d0, d1);
        SubtractRow(cells + 4 * stride, e0, e1);
        SubtractRow(cells + 5 * stride, f0, f1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SubtractRow(float* cells, Vector256<float> left, Vector256<float> right)
    {
        (Vector256.Load(cells) - left).Store(cells);
        (Vector256.Load(cells + 8) - right).Store(cells + 8);
    }
}
