using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;

namespace Throughline.JourneyEngine;

/// <summary>
/// The small file that says which base file is current and holds what came after it: names, changes of ownership,
/// fresh rows, journal position. Its rename is the moment at which a save takes effect.
/// </summary>
internal static unsafe class StateFile
{
    public const string Name = "state.tlj";
    private const ulong Magic = 0x3130_5354_4e55_5254; // "TRUNTS01"

    public static void Write(string folder, Snapshot snapshot, IReadOnlyList<Change> changes, StoreNames names)
    {
        var path = Path.Combine(folder, Name);
        var temporary = path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20))
        {
            using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true)) WriteBody(writer, snapshot, changes, names);
            stream.Flush();
            var sum = ChecksumOf(stream);
            stream.Seek(0, SeekOrigin.End);
            stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in sum)));
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads the state into a new generation. Answers null when the folder holds no store.</summary>
    public static (Generation Generation, StoreNames Names)? Read(string folder, JourneyStoreOptions options)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) return null;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            CheckSum(stream);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            return ReadBody(reader, folder, options);
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException or OverflowException)
        {
            throw new JourneyStoreDamagedException($"{Name} cannot be read.", e);
        }
    }

    private static void WriteBody(BinaryWriter writer, Snapshot snapshot, IReadOnlyList<Change> changes, StoreNames names)
    {
        var generation = snapshot.Generation;
        writer.Write(Magic);
        writer.Write(snapshot.Position);
        writer.Write(generation.Base.Path is { } path ? Path.GetFileName(path) : "");
        writer.Write(generation.Base.Header.Checksum);
        writer.Write(names.Properties.Count);
        foreach (var property in names.Properties) writer.Write(property.Subject);
        foreach (var dictionary in names.All)
        {
            var count = dictionary.Count;
            writer.Write(count);
            for (var code = 1; code <= count; code++) writer.Write(dictionary.Name(code));
        }
        writer.Write(changes.Count);
        foreach (var change in changes)
        {
            writer.Write(change.Identity);
            writer.Write(change.Customer);
            writer.Write(change.ErasedThrough);
        }
        writer.Write(snapshot.TailCount);
        for (var i = 0; i < snapshot.TailCount; i++)
        {
            writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<TailRow>(in generation.Tail.At(i))));
            for (var p = 0; p < generation.PropertyCount; p++) writer.Write(generation.TailProperties.Get((i * generation.PropertyCount) + p));
        }
    }

    private static (Generation, StoreNames) ReadBody(BinaryReader reader, string folder, JourneyStoreOptions options)
    {
        if (reader.ReadUInt64() != Magic) throw new JourneyStoreDamagedException($"{Name} is not a journey state file.");
        var position = reader.ReadInt64();
        var baseName = reader.ReadString();
        var baseSum = reader.ReadUInt64();
        string[] properties = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
        if (!properties.SequenceEqual(options.PromotedProperties)) throw new JourneyStoreDamagedException("the list of promoted properties has changed.");
        var names = new StoreNames(options);
        foreach (var dictionary in names.All)
            for (var left = reader.ReadInt32(); left > 0; left--) dictionary.Code(reader.ReadString());

        var segment = baseName.Length == 0 ? BaseSegment.Empty() : BaseSegment.Open(Path.Combine(folder, baseName), options.VerifyOnOpen, options.Threads);
        if (segment.Header.Checksum != baseSum) throw new JourneyStoreDamagedException($"{Name} belongs to another {baseName}.");
        var generation = new Generation(segment, properties.Length, segment.Header.Position);
        var changes = new Change[reader.ReadInt32()];
        for (var i = 0; i < changes.Length; i++) changes[i] = new Change(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64());
        Span<int> codes = stackalloc int[properties.Length];
        TailRow row = default;
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(new Span<TailRow>(ref row)));
            for (var p = 0; p < codes.Length; p++) codes[p] = reader.ReadInt32();
            generation.Append(new JourneyRow(row.Identity, row.TimeMs, row.Position, row.Type, row.Channel, row.Touchpoint, row.Stage, row.Value), codes);
        }
        foreach (var change in changes) generation.Replay(change);
        generation.Skip(position);
        return (generation, names);
    }

    private static void CheckSum(FileStream stream)
    {
        if (stream.Length < 16) throw new JourneyStoreDamagedException($"{Name} is cut short.");
        stream.Seek(-8, SeekOrigin.End);
        ulong said = 0;
        stream.ReadExactly(MemoryMarshal.AsBytes(new Span<ulong>(ref said)));
        if (ChecksumOf(stream, 8) != said) throw new JourneyStoreDamagedException($"{Name}: the bytes do not match their checksum.");
        stream.Seek(0, SeekOrigin.Begin);
    }

    private static ulong ChecksumOf(FileStream stream, int without = 0)
    {
        using var map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        using var view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* at = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref at);
        try { return Checksum.Of(at, stream.Length - without); }
        finally { view.SafeMemoryMappedViewHandle.ReleasePointer(); }
    }
}
