using System.Numerics;
using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) over four interleaved lanes, folded into 64 bits. Four lanes keep the
/// processor's CRC unit busy, so that a snapshot is checked about as fast as memory delivers it.
/// </summary>
internal static unsafe class Checksum
{
    private const long Block = 8 << 20;

    /// <summary>The checksum of a stretch of memory; large ones are split over the given number of threads.</summary>
    public static ulong Of(byte* data, long length, int threads = 1)
    {
        var blocks = (int)((length + Block - 1) / Block);
        if (blocks <= 1) return OfBlock(data, length);
        var parts = new ulong[blocks];
        var address = (nint)data;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads },
            b => parts[b] = OfBlock((byte*)address + (b * Block), Math.Min(Block, length - (b * Block))));
        fixed (ulong* p = parts) return OfBlock((byte*)p, blocks * sizeof(ulong));
    }

    /// <summary>The checksum of a byte array.</summary>
    public static ulong Of(ReadOnlySpan<byte> data)
    {
        fixed (byte* p = data) return Of(p, data.Length);
    }

    private static ulong OfBlock(byte* data, long length)
    {
        uint a = ~0u, b = 0x1234_5678, c = 0x9abc_def0, d = 0x0fed_cba9;
        var words = (ulong*)data;
        var end = words + (length / 32 * 4);
        for (; words < end; words += 4)
        {
            a = BitOperations.Crc32C(a, words[0]);
            b = BitOperations.Crc32C(b, words[1]);
            c = BitOperations.Crc32C(c, words[2]);
            d = BitOperations.Crc32C(d, words[3]);
        }
        for (var rest = (byte*)words; rest < data + length; rest++) a = BitOperations.Crc32C(a, *rest);
        a = BitOperations.Crc32C(a, (ulong)length);
        return Join(a, b) ^ (Join(c, d) * 0x9E37_79B9_7F4A_7C15UL);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(uint high, uint low) => ((ulong)high << 32) | low;
}
