using System.Buffers.Binary;

namespace Throughline.JourneyEngine;

/// <summary>
/// Erasures that are not in a saved state yet, on disk before <see cref="JourneyStore.Erase"/> returns, so that a crash
/// never brings an erased customer back. Records of 24 bytes: identity, position, checksum.
/// </summary>
internal sealed class ErasureLog(string folder)
{
    private const int RecordSize = 24;
    private readonly string _path = Path.Combine(folder, "erasures.tlj");

    public void Append(IReadOnlyList<Change> erasures)
    {
        using var stream = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(Encode(erasures));
        stream.Flush(flushToDisk: true);
    }

    public void Replace(IReadOnlyList<Change> erasures)
    {
        if (erasures.Count == 0) { File.Delete(_path); return; }
        using (var stream = new FileStream(_path + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encode(erasures));
            stream.Flush(flushToDisk: true);
        }
        File.Move(_path + ".tmp", _path, overwrite: true);
    }

    /// <summary>All records. A half-written last one is left out: its erasure was never confirmed.</summary>
    public IReadOnlyList<Change> Read()
    {
        if (!File.Exists(_path)) return [];
        var bytes = File.ReadAllBytes(_path);
        var changes = new List<Change>();
        for (var at = 0; at + RecordSize <= bytes.Length; at += RecordSize)
        {
            var record = bytes.AsSpan(at, RecordSize);
            if (BinaryPrimitives.ReadUInt64LittleEndian(record[16..]) != Checksum.Of(record[..16]))
                throw new JourneyStoreDamagedException("erasures.tlj: a record does not match its checksum.");
            changes.Add(new Change(BinaryPrimitives.ReadInt32LittleEndian(record), -1, BinaryPrimitives.ReadInt64LittleEndian(record[8..])));
        }
        return changes;
    }

    private static byte[] Encode(IReadOnlyList<Change> erasures)
    {
        var bytes = new byte[erasures.Count * RecordSize];
        for (var i = 0; i < erasures.Count; i++)
        {
            var record = bytes.AsSpan(i * RecordSize, RecordSize);
            BinaryPrimitives.WriteInt32LittleEndian(record, erasures[i].Identity);
            BinaryPrimitives.WriteInt64LittleEndian(record[8..], erasures[i].ErasedThrough);
            BinaryPrimitives.WriteUInt64LittleEndian(record[16..], Checksum.Of(record[..16]));
        }
        return bytes;
    }
}
