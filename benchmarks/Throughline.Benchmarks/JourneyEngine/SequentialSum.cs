using System.Numerics;
using System.Runtime.InteropServices;

namespace Throughline.Benchmarks.JourneyEngine;

/// <summary>The plainest thing one can do with a column: add it up, as wide as the processor goes.</summary>
internal static class SequentialSum
{
    public static ulong Of(ReadOnlySpan<byte> column)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<ulong>>(column);
        Vector<ulong> a = default, b = default, c = default, d = default;
        var i = 0;
        for (; i + 4 <= vectors.Length; i += 4) (a, b, c, d) = (a + vectors[i], b + vectors[i + 1], c + vectors[i + 2], d + vectors[i + 3]);
        for (; i < vectors.Length; i++) a += vectors[i];
        return Vector.Sum(a + b + c + d);
    }
}
