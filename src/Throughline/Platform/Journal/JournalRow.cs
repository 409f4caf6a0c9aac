using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal;

/// <summary>How an interaction stands in a row of the journal, and the checksum by which a changed byte is found.</summary>
internal static class JournalRow
{
    public const string Columns = "position, message_id, kind, event, identity, others, channel, source, happened_at, sent_at, received_at, at, body, checksum";

    /// <summary>The other identities as little-endian 32-bit numbers; returns the length.</summary>
    public static int Others(int[] identities, ref Span<byte> into)
    {
        if (identities.Length * 4 > into.Length) into = new byte[identities.Length * 4];
        MemoryMarshal.AsBytes(identities.AsSpan()).CopyTo(into);
        return identities.Length * 4;
    }

    public static JournalEntry Read(Statement row) => new(
        row.Int64(0), row.Text(1), (InteractionKind)row.Int32(2), row.Text(3), row.Int32(4),
        row.IsNull(5) ? [] : MemoryMarshal.Cast<byte, int>(row.Blob(5)).ToArray(),
        row.Text(6), row.Text(7), row.NullableInt64(8), row.NullableInt64(9), row.Int64(10), row.Int64(11), row.Blob(12).ToArray());

    public static long Checksum(JournalEntry entry)
    {
        Span<byte> numbers = stackalloc byte[64];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, entry.Position);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], entry.HappenedAt ?? long.MinValue);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[16..], entry.SentAt ?? long.MinValue);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[24..], entry.ReceivedAt);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[32..], entry.At);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[40..], entry.Identity);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[44..], (int)entry.Kind);
        var hash = Fingerprint.Of(numbers);
        hash = Fingerprint.Of(MemoryMarshal.AsBytes(entry.Others.AsSpan()), hash);
        hash = Fingerprint.Of(entry.MessageId, hash);
        hash = Fingerprint.Of(entry.Event, hash);
        hash = Fingerprint.Of(entry.Channel, hash);
        hash = Fingerprint.Of(entry.Source, hash);
        return (long)Fingerprint.Of(entry.Body.Span, hash);
    }
}
