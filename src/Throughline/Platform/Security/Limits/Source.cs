using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Throughline.Platform.Security.Limits;

/// <summary>Where a request comes from, as limits count it: an IPv4 address, or the 64 bits of an IPv6 network that one line is given whole
/// (RFC 6177). It is kept as a hash, so that what strangers send takes eight bytes however long it is, and nobody can aim at a place in a table.</summary>
public static class Source
{
    private static readonly byte[] Seed = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] FourInSix = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];   // RFC 6052: what a translator makes of IPv4

    public static ulong Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out var length)) return 0;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) length = Shorten(address, bytes);
        return Hash(bytes[..length], "");
    }

    /// <summary>Something said by a source, such as an account's name.</summary>
    public static ulong With(ulong source, string said)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, source);
        return Hash(bytes, said);
    }

    private static int Shorten(IPAddress address, Span<byte> bytes)
    {
        if (!address.IsIPv4MappedToIPv6 && !bytes[..12].SequenceEqual(FourInSix)) return 8;
        bytes[12..].CopyTo(bytes);
        return 4;
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes, string said)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Seed);
        hash.AppendData(bytes);
        hash.AppendData(Encoding.UTF8.GetBytes(said));
        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }
}
