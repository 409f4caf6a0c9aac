using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// All neighbours, whatever the gap: the type column alone. Customers who lie beside each other are counted as if they
/// were one, and the pairs of one's last row with the next one's first are taken back.
/// </summary>
internal sealed unsafe class TypePairs(EdgeCounts counts) : BlockKernel
{
    public override bool TryVisit(in RowView rows, ReadOnlySpan<CustomerPart> parts)
    {
        if (rows.Type.Width != 1) return false;
        fixed (uint* square = counts.Square)
        {
            var type = rows.Type.At + rows.Offset;
            for (int first = 0, next; first < parts.Length; first = next)
            {
                for (next = first + 1; next < parts.Length && parts[next].From == parts[next - 1].To; next++)
                {
                    var from = type + parts[next].From;
                    square[((nuint)from[-1] << counts.Shift) | *from]--;
                }
                Count(type + parts[first].From, parts[next - 1].To - parts[first].From, square, (nuint)counts.Square!.Length / 4, counts.Shift);
            }
        }
        return true;
    }

    /// <summary>The hot loop. The four copies of the table take turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(byte* type, int count, uint* square, nuint quarter, int shift)
    {
        uint* one = square, two = one + quarter, three = two + quarter, four = three + quarter;
        var last = type + count - 1;
        nuint source = *type;
        for (; type + 4 <= last; type += 4)
        {
            nuint b = type[1], c = type[2], d = type[3], e = type[4];
            one[(source << shift) | b]++;
            two[(b << shift) | c]++;
            three[(c << shift) | d]++;
            four[(d << shift) | e]++;
            source = e;
        }
        for (; type < last; type++)
        {
            nuint target = type[1];
            one[(source << shift) | target]++;
            source = target;
        }
    }
}
