using System.Security.Cryptography;

namespace Throughline.Mail.Signing;

/// <summary>
/// Ed25519 signatures (RFC 8032, 5.1), which .NET 10 does not bring. Only signing: scalars and points are handled without branches on
/// secrets. Checked against the vectors of RFC 8032 and RFC 8463.
/// </summary>
internal sealed class Ed25519
{
    private const int SeedBytes = 32;
    private static readonly Field25519 D2 = TwiceD();
    private static readonly Point Base = BasePoint();
    private static readonly byte[] Order = Convert.FromHexString("EDD3F55C1A631258D69CF7A2DEF9DE1400000000000000000000000000000010");
    private readonly byte[] scalar;
    private readonly byte[] prefix;
    private readonly byte[] publicKey;

    /// <summary>Takes the 32-byte seed that RFC 8032 calls the private key.</summary>
    /// <exception cref="ArgumentException">The seed has another length.</exception>
    public Ed25519(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedBytes) throw new ArgumentException("An Ed25519 seed has 32 bytes.", nameof(seed));
        var hash = SHA512.HashData(seed);
        hash[0] &= 248;
        hash[31] = (byte)(hash[31] & 127 | 64);
        scalar = hash[..32];
        prefix = hash[32..];
        publicKey = Multiply(scalar).Encode();
    }

    /// <summary>The 32 bytes of the public key.</summary>
    public ReadOnlyMemory<byte> PublicKey => publicKey;

    /// <summary>The 64-byte signature of a message.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var r = Reduce(SHA512.HashData([.. prefix, .. message]));
        var point = Multiply(r).Encode();
        var k = Reduce(SHA512.HashData([.. point, .. publicKey, .. message]));
        return [.. point, .. MultiplyAdd(k, scalar, r)];
    }

    private readonly record struct Point(Field25519 X, Field25519 Y, Field25519 Z, Field25519 T)
    {
        public static Point Identity => new(Field25519.Zero, Field25519.One, Field25519.One, Field25519.Zero);

        // The complete formula of RFC 8032, 5.1.4; it doubles as well.
        public static Point operator +(in Point p, in Point q)
        {
            Field25519 a = (p.Y - p.X) * (q.Y - q.X), b = (p.Y + p.X) * (q.Y + q.X), c = p.T * D2 * q.T, zz = p.Z * q.Z;
            Field25519 d = zz + zz, e = b - a, f = d - c, g = d + c, h = b + a;
            return new(e * f, g * h, f * g, e * h);
        }

        public static Point Choose(in Point p, in Point q, ulong bit) =>
            new(Field25519.Choose(p.X, q.X, bit), Field25519.Choose(p.Y, q.Y, bit), Field25519.Choose(p.Z, q.Z, bit), Field25519.Choose(p.T, q.T, bit));

        public byte[] Encode()
        {
            var inverse = Z.Inverse();
            var bytes = new byte[32];
            var sign = new byte[32];
            (Y * inverse).Write(bytes);
            (X * inverse).Write(sign);
            bytes[31] |= (byte)((sign[0] & 1) << 7);
            return bytes;
        }
    }

    private static Point Multiply(ReadOnlySpan<byte> scalar)
    {
        var sum = Point.Identity;
        for (var bit = 255; bit >= 0; bit--)
        {
            sum += sum;
            sum = Point.Choose(sum, sum + Base, (ulong)(scalar[bit >> 3] >> (bit & 7)) & 1);
        }
        return sum;
    }

    // d = -121665/121666
    private static Field25519 TwiceD()
    {
        var d = (Field25519.Zero - new Field25519(121665, 0, 0, 0, 0)) * new Field25519(121666, 0, 0, 0, 0).Inverse();
        return d + d;
    }

    private static Point BasePoint()
    {
        var x = Field25519.Read(Convert.FromHexString("1AD5258F602D56C9B2A7259560C72C695CDCD6FD31E2A4C0FE536ECDD3366921"));
        var y = Field25519.Read(Convert.FromHexString("5866666666666666666666666666666666666666666666666666666666666666"));
        return new(x, y, Field25519.One, x * y);
    }

    private static byte[] Reduce(ReadOnlySpan<byte> hash)
    {
        var digits = new long[64];
        for (var i = 0; i < 64; i++) digits[i] = hash[i];
        return Reduce(digits);
    }

    private static byte[] MultiplyAdd(ReadOnlySpan<byte> k, ReadOnlySpan<byte> s, ReadOnlySpan<byte> r)
    {
        var digits = new long[64];
        for (var i = 0; i < 32; i++) digits[i] = r[i];
        for (var i = 0; i < 32; i++) for (var j = 0; j < 32; j++) digits[i + j] += (long)k[i] * s[j];
        return Reduce(digits);
    }

    // Modulo the group order L, in digits of 8 bits: 2^256 is -16 * (L - 2^252) modulo L, folded in from the top digit down.
    private static byte[] Reduce(long[] x)
    {
        for (var i = 63; i >= 32; i--)
        {
            long carry = 0;
            var j = i - 32;
            for (; j < i - 12; j++)
            {
                x[j] += carry - 16 * x[i] * Order[j - (i - 32)];
                carry = (x[j] + 128) >> 8;
                x[j] -= carry << 8;
            }
            x[j] += carry;
            x[i] = 0;
        }
        long over = 0;
        var top = x[31] >> 4;
        for (var j = 0; j < 32; j++)
        {
            x[j] += over - top * Order[j];
            over = x[j] >> 8;
            x[j] &= 255;
        }
        for (var j = 0; j < 32; j++) x[j] -= over * Order[j];
        var bytes = new byte[32];
        for (var i = 0; i < 32; i++)
        {
            x[i + 1] += x[i] >> 8;
            bytes[i] = (byte)(x[i] & 255);
        }
        return bytes;
    }
}
