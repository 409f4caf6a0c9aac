using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Throughline.JourneyEngine;

/// <summary>
/// Membership of 32 one-byte codes at a time in any set of codes: two nibble look-ups select a code's bit in the
/// 256-bit set. Without AVX2 it falls back to a table.
/// </summary>
internal readonly unsafe struct ByteSet
{
    private readonly Vector256<byte> _lowHalf, _highHalf;
    private readonly bool[] _table;

    public ByteSet(ReadOnlySpan<bool> passes)
    {
        _table = new bool[256];
        passes[..Math.Min(256, passes.Length)].CopyTo(_table);
        Span<byte> low = stackalloc byte[32], high = stackalloc byte[32];
        low.Clear();
        high.Clear();
        for (var code = 0; code < 256; code++)
        {
            if (!_table[code]) continue;
            var half = code < 128 ? low : high;
            half[code & 15] |= (byte)(1 << ((code >> 4) & 7));
            half[(code & 15) + 16] = half[code & 15];
        }
        (_lowHalf, _highHalf) = (Vector256.Create<byte>(low), Vector256.Create<byte>(high));
    }

    /// <summary>Bit i is set when byte i of the 32 at <paramref name="codes"/> is in the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Match(byte* codes)
    {
        if (!Avx2.IsSupported) return MatchByTable(codes);
        var x = Vector256.Load(codes);
        var nibble = Vector256.Create((byte)0x0f);
        var lowNibble = x & nibble;
        var rows = Avx2.BlendVariable(Avx2.Shuffle(_lowHalf, lowNibble), Avx2.Shuffle(_highHalf, lowNibble), x);
        var highNibble = Vector256.ShiftRightLogical(x.AsUInt16(), 4).AsByte() & nibble;
        var bits = Avx2.Shuffle(
            Vector256.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128),
            highNibble);
        return ~Vector256.Equals(rows & bits, Vector256<byte>.Zero).ExtractMostSignificantBits();
    }

    private uint MatchByTable(byte* codes)
    {
        uint match = 0;
        for (var i = 0; i < 32; i++) if (_table[codes[i]]) match |= 1u << i;
        return match;
    }
}
