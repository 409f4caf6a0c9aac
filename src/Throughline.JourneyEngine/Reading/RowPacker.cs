using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Throughline.JourneyEngine;

/// <summary>
/// Packs those of 32 elements whose bit is set closely together, eight at a time: numbers by a permutation looked up
/// for the eight bits, bytes by extracting their bits from a word. May write 32 bytes past the packed ones.
/// </summary>
internal static unsafe class RowPacker
{
    /// <summary>For each byte, the places of its set bits, eight bytes each.</summary>
    private static readonly ulong[] Places = [.. Enumerable.Range(0, 256).Select(PlacesOf)];

    public static void Pack(uint* from, uint mask, uint* to)
    {
        if (!Avx2.IsSupported)
        {
            for (; mask != 0; mask &= mask - 1) *to++ = from[BitOperations.TrailingZeroCount(mask)];
            return;
        }
        for (; mask != 0; mask >>= 8, from += 8)
        {
            var places = Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Places[(byte)mask]).AsByte());
            Avx2.PermuteVar8x32(Vector256.Load(from).AsInt32(), places).AsUInt32().Store(to);
            to += BitOperations.PopCount((byte)mask);
        }
    }

    public static void Pack(byte* from, uint mask, byte* to)
    {
        if (!Bmi2.X64.IsSupported)
        {
            for (; mask != 0; mask &= mask - 1) *to++ = from[BitOperations.TrailingZeroCount(mask)];
            return;
        }
        for (; mask != 0; mask >>= 8, from += 8)
        {
            var bytes = Bmi2.X64.ParallelBitDeposit((byte)mask, 0x0101_0101_0101_0101) * 0xff;
            Unsafe.WriteUnaligned(to, Bmi2.X64.ParallelBitExtract(Unsafe.ReadUnaligned<ulong>(from), bytes));
            to += BitOperations.PopCount((byte)mask);
        }
    }

    private static ulong PlacesOf(int bits)
    {
        ulong places = 0;
        for (int bit = 0, to = 0; bit < 8; bit++)
            if ((bits >> bit & 1) != 0) places |= (ulong)bit << (8 * to++);
        return places;
    }
}
