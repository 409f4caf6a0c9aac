using System.Buffers.Binary;

namespace Throughline.Mail.Signing;

/// <summary>
/// A number modulo 2^255 - 19 in five limbs of 51 bits. No branch and no index depends on the number, so that the time taken says
/// nothing about it (as far as the runtime allows).
/// </summary>
internal readonly struct Field25519(ulong a, ulong b, ulong c, ulong d, ulong e)
{
    private const ulong Limb = (1UL << 51) - 1;
    private readonly ulong a = a, b = b, c = c, d = d, e = e;

    public static Field25519 Zero => default;

    public static Field25519 One => new(1, 0, 0, 0, 0);

    /// <summary>Reads 32 little-endian bytes; the top bit is ignored.</summary>
    public static Field25519 Read(ReadOnlySpan<byte> bytes)
    {
        ulong w0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes), w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        ulong w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]), w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new(w0 & Limb, (w0 >> 51 | w1 << 13) & Limb, (w1 >> 38 | w2 << 26) & Limb, (w2 >> 25 | w3 << 39) & Limb, (w3 >> 12) & Limb);
    }

    public static Field25519 operator +(in Field25519 x, in Field25519 y) => Carry(x.a + y.a, x.b + y.b, x.c + y.c, x.d + y.d, x.e + y.e);

    // Twice the modulus is added first, so that no limb goes below zero.
    public static Field25519 operator -(in Field25519 x, in Field25519 y) =>
        Carry(x.a + 2 * (Limb - 18) - y.a, x.b + 2 * Limb - y.b, x.c + 2 * Limb - y.c, x.d + 2 * Limb - y.d, x.e + 2 * Limb - y.e);

    public static Field25519 operator *(in Field25519 x, in Field25519 y)
    {
        ulong b19 = 19 * y.b, c19 = 19 * y.c, d19 = 19 * y.d, e19 = 19 * y.e;
        var r0 = Product(x.a, y.a) + Product(x.b, e19) + Product(x.c, d19) + Product(x.d, c19) + Product(x.e, b19);
        var r1 = Product(x.a, y.b) + Product(x.b, y.a) + Product(x.c, e19) + Product(x.d, d19) + Product(x.e, c19);
        var r2 = Product(x.a, y.c) + Product(x.b, y.b) + Product(x.c, y.a) + Product(x.d, e19) + Product(x.e, d19);
        var r3 = Product(x.a, y.d) + Product(x.b, y.c) + Product(x.c, y.b) + Product(x.d, y.a) + Product(x.e, e19);
        var r4 = Product(x.a, y.e) + Product(x.b, y.d) + Product(x.c, y.c) + Product(x.d, y.b) + Product(x.e, y.a);
        r1 += r0 >> 51;
        r2 += r1 >> 51;
        r3 += r2 >> 51;
        r4 += r3 >> 51;
        return Carry(((ulong)r0 & Limb) + 19 * (ulong)(r4 >> 51), (ulong)r1 & Limb, (ulong)r2 & Limb, (ulong)r3 & Limb, (ulong)r4 & Limb);
    }

    /// <summary>The inverse by Fermat: the power 2^255 - 21, whose bits are all set but the third and the fifth.</summary>
    public Field25519 Inverse()
    {
        var power = this;
        for (var bit = 253; bit >= 0; bit--)
        {
            power *= power;
            if (bit is not (2 or 4)) power *= this;
        }
        return power;
    }

    /// <summary><paramref name="x"/> when the bit is 0, <paramref name="y"/> when it is 1, without a branch.</summary>
    public static Field25519 Choose(in Field25519 x, in Field25519 y, ulong bit)
    {
        var mask = 0UL - bit;
        return new(x.a ^ mask & (x.a ^ y.a), x.b ^ mask & (x.b ^ y.b), x.c ^ mask & (x.c ^ y.c), x.d ^ mask & (x.d ^ y.d), x.e ^ mask & (x.e ^ y.e));
    }

    /// <summary>Writes the one representative below the modulus as 32 little-endian bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        var x = Carry(a, b, c, d, e);
        x = Carry(x.a, x.b, x.c, x.d, x.e);
        // Adding 19 overflows bit 255 exactly when the number is not below the modulus.
        var over = (x.a + 19) >> 51;
        over = (x.b + over) >> 51;
        over = (x.c + over) >> 51;
        over = (x.d + over) >> 51;
        over = (x.e + over) >> 51;
        ulong r0 = x.a + 19 * over, r1 = x.b + (r0 >> 51), r2 = x.c + (r1 >> 51), r3 = x.d + (r2 >> 51), r4 = x.e + (r3 >> 51);
        (r0, r1, r2, r3, r4) = (r0 & Limb, r1 & Limb, r2 & Limb, r3 & Limb, r4 & Limb);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, r0 | r1 << 51);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], r1 >> 13 | r2 << 38);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], r2 >> 26 | r3 << 25);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], r3 >> 39 | r4 << 12);
    }

    private static UInt128 Product(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y, out var low);
        return new(high, low);
    }

    private static Field25519 Carry(ulong a, ulong b, ulong c, ulong d, ulong e)
    {
        b += a >> 51;
        c += b >> 51;
        d += c >> 51;
        e += d >> 51;
        return new((a & Limb) + 19 * (e >> 51), b & Limb, c & Limb, d & Limb, e & Limb);
    }
}
