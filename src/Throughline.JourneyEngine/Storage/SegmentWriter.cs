namespace Throughline.JourneyEngine;

/// <summary>Sizes of a base file that is about to be written.</summary>
internal sealed record SegmentPlan(
    long Rows, int Slots, long Identities, bool HasMillis, int TypeWidth, int ChannelWidth, int TouchpointWidth, int StageWidth,
    int IdentityWidth, int[] PropertyWidths, long Position)
{
    public int Chunks => (Slots + SegmentHeader.SlotsPerChunk - 1) / SegmentHeader.SlotsPerChunk;
}

/// <summary>
/// Writes a segment. To a file: a temporary one, checksummed, flushed, and renamed into place only when it is whole.
/// Without a path: to memory. The file is written to, not mapped: who writes to mapped memory may be made to wait there
/// for the disk, and the collector, which cannot stop a thread while it does, would have the questions wait as well.
/// </summary>
internal sealed unsafe class SegmentWriter : IDisposable
{
    private const long MostAtOnce = 1 << 30;
    private readonly SegmentPlan _plan;
    private readonly string? _path;
    private readonly FileStream? _stream;
    private readonly List<SectionEntry> _sections = [];
    private readonly long _rowsAt, _packedAt;
    private SegmentBytes? _memory; // All of the segment, or for a file what comes before the rows.
    private long _end = SegmentHeader.PageSize, _packedEnd;

    public readonly int* SlotCustomer, Identities;
    public readonly uint* SlotRowStart, SlotIdentityStart;
    public readonly ulong* SlotTypes;
    public readonly ChunkEntry* Chunks;

    public SegmentWriter(string? path, SegmentPlan plan)
    {
        (_path, _plan) = (path, plan);
        var slots = LaySlots();
        _rowsAt = _end;
        LayRows();
        _packedAt = _packedEnd = _end;
        if (path is null) _memory = SegmentBytes.OfMemory(_end + (plan.Rows * 16) + ((plan.Chunks + 1) * 2L * SegmentHeader.Padding));
        else
        {
            _stream = new FileStream(path + ".tmp", FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            _memory = SegmentBytes.OfMemory(_rowsAt);
        }

        byte* At(Section section) => _memory.At + slots.First(s => s.Id == (int)section).Offset;
        SlotCustomer = (int*)At(Section.SlotCustomer);
        SlotRowStart = (uint*)At(Section.SlotRowStart);
        SlotTypes = (ulong*)At(Section.SlotTypes);
        SlotIdentityStart = (uint*)At(Section.SlotIdentityStart);
        Identities = (int*)At(Section.Identities);
        Chunks = (ChunkEntry*)At(Section.Chunks);
    }

    public int ChunkCount => _plan.Chunks;
    public int PropertyCount => _plan.PropertyWidths.Length;

    /// <summary>The columns that have an element for each row.</summary>
    public SectionEntry[] RowSections { get; private set; } = [];

    /// <summary>Writes bytes of the rows to their place.</summary>
    public void Write(long offset, byte* from, long length)
    {
        if (_stream is null) Buffer.MemoryCopy(from, _memory!.At + offset, length, length);
        else for (long at = 0; at < length; at += MostAtOnce)
            RandomAccess.Write(_stream.SafeFileHandle, new ReadOnlySpan<byte>(from + at, (int)Math.Min(MostAtOnce, length - at)), offset + at);
    }

    /// <summary>Writes packed numbers and answers where in the packed section they lie.</summary>
    public long WritePacked(byte* from, long length)
    {
        var room = (length + SegmentHeader.Padding - 1) / SegmentHeader.Padding * SegmentHeader.Padding;
        var offset = Interlocked.Add(ref _packedEnd, room) - room;
        Write(offset, from, length);
        return offset - _packedAt;
    }

    /// <summary>Checksums, header, flush to disk, rename. After this the file is whole or absent, never half.</summary>
    public void Finish(int threads)
    {
        var length = EndPacked();
        _stream!.SetLength(length);
        using (var written = SegmentBytes.OfStream(_stream))
            WriteHeader(length, s => Checksum.Of((s.Offset < _rowsAt ? _memory!.At : written.At) + s.Offset, s.Length, threads));
        ((SegmentHeader*)_memory!.At)->Checksum = Checksum.Of(new ReadOnlySpan<byte>(_memory.At, SegmentHeader.PageSize));
        Write(0, _memory.At, _rowsAt);
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_path + ".tmp", _path!, overwrite: true);
    }

    /// <summary>The segment in memory, ready to be read.</summary>
    public BaseSegment FinishInMemory()
    {
        WriteHeader(EndPacked(), _ => 0);
        var segment = new BaseSegment(_memory!, path: null);
        _memory = null;
        return segment;
    }

    public void Dispose()
    {
        _memory?.Dispose();
        _stream?.Dispose();
        if (_path is not null) File.Delete(_path + ".tmp");
    }

    private long EndPacked()
    {
        _sections.Add(new SectionEntry { Id = (int)Section.Packed, Width = 1, Offset = _packedAt, Length = _packedEnd - _packedAt });
        return _packedEnd + SegmentHeader.Padding;
    }

    private void WriteHeader(long length, Func<SectionEntry, ulong> checksum)
    {
        var table = new Span<SectionEntry>(_memory!.At + sizeof(SegmentHeader), _sections.Count);
        for (var i = 0; i < _sections.Count; i++) table[i] = _sections[i] with { Checksum = checksum(_sections[i]) };
        *(SegmentHeader*)_memory.At = new SegmentHeader
        {
            Magic = SegmentHeader.RightMagic, Version = SegmentHeader.RightVersion, Sections = _sections.Count, Rows = _plan.Rows,
            Slots = _plan.Slots, Identities = _plan.Identities, FileLength = length, Position = _plan.Position,
            Properties = _plan.PropertyWidths.Length, Chunks = _plan.Chunks,
        };
    }

    private SectionEntry[] LaySlots() =>
    [
        Lay(Section.SlotCustomer, 4, _plan.Slots), Lay(Section.SlotRowStart, 4, _plan.Slots + 1L), Lay(Section.SlotTypes, 8, _plan.Slots),
        Lay(Section.SlotIdentityStart, 4, _plan.Slots + 1L), Lay(Section.Identities, 4, _plan.Identities),
        Lay(Section.Chunks, sizeof(ChunkEntry), _plan.Chunks),
    ];

    private void LayRows() => RowSections =
    [
        Lay(Section.Seconds, 4, _plan.Rows), Lay(Section.Millis, _plan.HasMillis ? 2 : 0, _plan.Rows), Lay(Section.Type, _plan.TypeWidth, _plan.Rows),
        Lay(Section.Channel, _plan.ChannelWidth, _plan.Rows), Lay(Section.Touchpoint, _plan.TouchpointWidth, _plan.Rows),
        Lay(Section.Stage, _plan.StageWidth, _plan.Rows),
        Lay(Section.LocalIdentity, _plan.IdentityWidth, _plan.Rows),
        .. _plan.PropertyWidths.Select((width, p) => Lay(Section.FirstProperty + p, width, _plan.Rows)),
    ];

    private SectionEntry Lay(Section section, int width, long count)
    {
        var entry = new SectionEntry { Id = (int)section, Width = width, Offset = _end, Length = width * count };
        _end = (_end + entry.Length + (2 * SegmentHeader.Padding) - 1) / SegmentHeader.Padding * SegmentHeader.Padding;
        _sections.Add(entry);
        return entry;
    }
}
