using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Throughline.JourneyEngine;

/// <summary>
/// Packs the elements of a column whose bit is set closely together, 32 to a mask. Which rows pass is as good as random,
/// so there is no branch on it: every block is packed in the same steps to the place that is known for it. Columns may be
/// read 128 bytes past their end, and written <see cref="MostBeyond"/>.
/// </summary>
internal static unsafe class RowPacker
{
    public const int MostBeyond = 64;

    /// <summary>For each byte, the places of its set bits, eight bytes each.</summary>
    private static readonly ulong[] Places = [.. Enumerable.Range(0, 256).Select(PlacesOf)];

    /// <param name="before">How many elements are packed before those of each block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(uint* from, ReadOnlySpan<uint> masks, ReadOnlySpan<int> before, uint* to)
    {
        for (var block = 0; block < masks.Length; block++, from += 32)
        {
            var (mask, at) = (masks[block], (nint)(to + before[block]));
            if (Avx512F.IsSupported)
            {
                Compress(from, mask, LowBits).Store((uint*)at);
                Compress(from + 16, mask, LowBits << 16).Store((uint*)at + BitOperations.PopCount((ushort)mask));
            }
            else if (Avx2.IsSupported) PackByTable(from, mask, (uint*)at);
            else for (var next = (uint*)at; mask != 0; mask &= mask - 1) *next++ = from[BitOperations.TrailingZeroCount(mask)];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(byte* from, ReadOnlySpan<uint> masks, ReadOnlySpan<int> before, byte* to)
    {
        for (var block = 0; block < masks.Length; block++, from += 32)
        {
            var (mask, at) = (masks[block], (nint)(to + before[block]));
            if (Avx512Vbmi2.VL.IsSupported) Avx512Vbmi2.VL.Compress(Vector256<byte>.Zero, Spread(mask), Vector256.Load(from)).Store((byte*)at);
            else if (Bmi2.X64.IsSupported) PackByBits(from, mask, (byte*)at);
            else for (var next = (byte*)at; mask != 0; mask &= mask - 1) *next++ = from[BitOperations.TrailingZeroCount(mask)];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(ushort* from, ReadOnlySpan<uint> masks, ReadOnlySpan<int> before, ushort* to)
    {
        for (var block = 0; block < masks.Length; block++, from += 32)
        {
            var mask = masks[block];
            var at = to + before[block];
            if (Avx512Vbmi2.IsSupported)
            {
                var bits = Vector512.Create(
                    (ushort)1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 1, 2, 4, 8, 16, 32, 64, 128, 256,
                    512, 1024, 2048, 4096, 8192, 16384, 32768);
                var passes = Vector512.Equals(Vector512.Create(Vector256.Create((ushort)mask), Vector256.Create((ushort)(mask >> 16))) & bits, bits);
                Avx512Vbmi2.Compress(Vector512<ushort>.Zero, passes, Vector512.Load(from)).Store(at);
            }
            else for (; mask != 0; mask &= mask - 1) *at++ = from[BitOperations.TrailingZeroCount(mask)];
        }
    }

    private static Vector512<uint> LowBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
    }

    /// <summary>Sixteen numbers packed by sixteen bits of the mask, one in each element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Compress(uint* from, uint mask, Vector512<uint> bits)
        => Avx512F.Compress(Vector512<uint>.Zero, Vector512.Equals(Vector512.Create(mask) & bits, bits), Vector512.Load(from));

    /// <summary>A byte of ones for each set bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Spread(uint mask)
    {
        var byteOf = Vector256.Create((byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
        var bits = Vector256.Create(0x8040_2010_0804_0201).AsByte();
        return Vector256.Equals(Avx2.Shuffle(Vector256.Create(mask).AsByte(), byteOf) & bits, bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PackByTable(uint* from, uint mask, uint* to)
    {
        for (var part = 0; part < 4; part++, mask >>= 8, from += 8)
        {
            var places = Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Places[(byte)mask]).AsByte());
            Avx2.PermuteVar8x32(Vector256.Load(from).AsInt32(), places).AsUInt32().Store(to);
            to += BitOperations.PopCount((byte)mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PackByBits(byte* from, uint mask, byte* to)
    {
        for (var part = 0; part < 4; part++, mask >>= 8, from += 8)
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
