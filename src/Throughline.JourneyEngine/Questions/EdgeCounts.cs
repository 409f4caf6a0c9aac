using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Throughline.JourneyEngine;

/// <summary>Counts of edges: a square table while it is small and steps do not matter, else a hash table.</summary>
internal sealed class EdgeCounts(int types, bool bySteps)
{
    private const int LargestSquare = 1024;
    private readonly Dictionary<(int, int, int), long> _counts = [];

    /// <summary>Width of the table's rows, a power of two so that a cell is found by a shift.</summary>
    public int Shift { get; } = System.Numerics.BitOperations.Log2((uint)types) + 1;

    /// <summary>The square table, or null. A cell is <c>source &lt;&lt; Shift | target</c>. Four copies side by side keep equal neighbours apart.</summary>
    public uint[]? Square { get; } = types < LargestSquare && !bySteps ? new uint[4 << (2 * (System.Numerics.BitOperations.Log2((uint)types) + 1))] : null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int step, int source, int target)
    {
        if (Square is not null && target >> Shift == 0 && source >> Shift == 0) Square[(source << Shift) | target]++;
        else CollectionsMarshal.GetValueRefOrAddDefault(_counts, (step, source, target), out _)++;
    }

    public IEnumerable<(int Step, int Source, int Target, long Count)> All()
    {
        for (var cell = 0; Square is not null && cell < Square.Length / 4; cell++)
        {
            var quarter = Square.Length / 4;
            // The copies alone may lie below zero; there are fewer than 2^32 rows, so that the sum is right.
            long count = Square[cell] + Square[cell + quarter] + Square[cell + (2 * quarter)] + Square[cell + (3 * quarter)];
            if (count > 0) yield return (0, cell >> Shift, cell & ((1 << Shift) - 1), count);
        }
        foreach (var (edge, count) in _counts) yield return (edge.Item1, edge.Item2, edge.Item3, count);
    }

    public static EdgeCounts Join(EdgeCounts a, EdgeCounts b)
    {
        for (var i = 0; a.Square is not null && i < a.Square.Length; i++) a.Square[i] += b.Square![i];
        foreach (var (edge, count) in b._counts) CollectionsMarshal.GetValueRefOrAddDefault(a._counts, edge, out _) += count;
        return a;
    }
}
