using System.Buffers.Binary;
using System.Text;

namespace Throughline.Platform.Security.Links;

/// <summary>The right to do one thing, for whoever holds the link, until it ends.</summary>
/// <param name="Id">What it is ended by, before its time.</param>
/// <param name="Subject">What it is about, such as <c>invitation:…</c>.</param>
/// <param name="EndsAt">Exclusive, to the millisecond.</param>
/// <param name="IsOnce">Whoever uses it ends it.</param>
public sealed record SignedLink(Guid Id, string Subject, DateTimeOffset EndsAt, bool IsOnce)
{
    private const int Head = 1 + 16 + 8 + 1;
    private const byte Version = 1;

    internal byte[] Write()
    {
        var bytes = new byte[Head + Encoding.UTF8.GetByteCount(Subject)];
        bytes[0] = Version;
        Id.TryWriteBytes(bytes.AsSpan(1));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(17), EndsAt.ToUnixTimeMilliseconds());
        bytes[25] = IsOnce ? (byte)1 : (byte)0;
        Encoding.UTF8.GetBytes(Subject, bytes.AsSpan(Head));
        return bytes;
    }

    internal static SignedLink? Read(byte[] bytes) => bytes.Length < Head || bytes[0] != Version ? null : new SignedLink(
        new Guid(bytes.AsSpan(1, 16)), Encoding.UTF8.GetString(bytes.AsSpan(Head)),
        DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(17))), bytes[25] == 1);
}
