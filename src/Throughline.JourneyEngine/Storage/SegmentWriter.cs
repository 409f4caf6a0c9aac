namespace Throughline.JourneyEngine;

/// <summary>Sizes of a base file that is about to be written.</summary>
internal sealed record SegmentPlan(
    long Rows, int Slots, long Identities, bool HasMillis, int TypeWidth, int ChannelWidth, int TouchpointWidth, int StageWidth,
    int IdentityWidth, int[] PropertyWidths, long Position)
{
    public int Chunks => (Slots + SegmentHeader.SlotsPerChunk - 1) / SegmentHeader.SlotsPerChunk;
}

/// <summary>
/// Writes a segment. To a file: a temporary one is mapped, filled by many threads, checksummed, flushed, and renamed
/// into place only when it is whole. Without a path: to memory.
/// </summary>
internal sealed unsafe class SegmentWriter : IDisposable
{
    private readonly SegmentPlan _plan;
    private readonly string? _path;
    private readonly FileStream? _stream;
    private readonly List<SectionEntry> _sections = [];
    private readonly byte* _file;
    private readonly long _packedAt;
    private SegmentBytes? _bytes;
    private long _end = SegmentHeader.PageSize, _packedEnd;

    public readonly int* SlotCustomer, Identities;
    public readonly uint* SlotRowStart, SlotIdentityStart;
    public readonly ulong* SlotTypes;
    public readonly ChunkEntry* Chunks;
    public readonly uint* Seconds;
    public readonly ushort* Millis;
    public readonly Codes Type, Channel, Touchpoint, Stage, Identity;
    public readonly Codes[] Properties;

    public SegmentWriter(string? path, SegmentPlan plan)
    {
        (_path, _plan) = (path, plan);
        var offsets = Lay(plan);
        var upper = _end + (plan.Rows * 16) + ((plan.Chunks + 1) * 2L * SegmentHeader.Padding);
        _packedAt = _packedEnd = _end;
        if (path is null) _bytes = SegmentBytes.OfMemory(upper);
        else
        {
            _stream = new FileStream(path + ".tmp", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            _stream.SetLength(upper);
            _bytes = SegmentBytes.OfNewFile(_stream, upper);
        }
        _file = _bytes.At;

        Codes Column(Section s) => new(_file + offsets[s].Offset, offsets[s].Width);
        SlotCustomer = (int*)Column(Section.SlotCustomer).At;
        SlotRowStart = (uint*)Column(Section.SlotRowStart).At;
        SlotTypes = (ulong*)Column(Section.SlotTypes).At;
        SlotIdentityStart = (uint*)Column(Section.SlotIdentityStart).At;
        Identities = (int*)Column(Section.Identities).At;
        Chunks = (ChunkEntry*)Column(Section.Chunks).At;
        Seconds = (uint*)Column(Section.Seconds).At;
        Millis = plan.HasMillis ? (ushort*)Column(Section.Millis).At : null;
        (Type, Channel, Touchpoint) = (Column(Section.Type), Column(Section.Channel), Column(Section.Touchpoint));
        (Stage, Identity) = (Column(Section.Stage), Column(Section.LocalIdentity));
        Properties = [.. Enumerable.Range(0, plan.PropertyWidths.Length).Select(p => Column(Section.FirstProperty + p))];
    }

    public int ChunkCount => _plan.Chunks;

    /// <summary>Packs one chunk's numbers into the packed section and says where they went.</summary>
    public (long Offset, int Width, long Least) Pack(ReadOnlySpan<long> numbers, bool hasNone)
    {
        var (least, most) = RangeOf(numbers);
        if (least > most) return (0, 0, 0);
        var extra = hasNone ? 1u : 0u;
        var width = Packed.WidthFor((UInt128)((Int128)most - least) + extra);
        var bytes = (((long)numbers.Length * width) + SegmentHeader.Padding - 1) / SegmentHeader.Padding * SegmentHeader.Padding;
        var offset = Interlocked.Add(ref _packedEnd, bytes) - bytes;
        var at = _file + offset;
        var to = 0;
        // "No value" is the least number of all, so that a plain comparison tells it.
        if (width == 1) foreach (var n in numbers) at[to++] = (byte)(n < least ? 0 : n - least + extra);
        else if (width == 2) foreach (var n in numbers) ((ushort*)at)[to++] = (ushort)(n < least ? 0 : n - least + extra);
        else if (width == 4) foreach (var n in numbers) ((uint*)at)[to++] = (uint)(n < least ? 0 : n - least + extra);
        else if (width == 8) numbers.CopyTo(new Span<long>(at, numbers.Length));
        return (offset - _packedAt, width, least);
    }

    /// <summary>The least and the largest number that is a value; the least is above the largest when there are none.</summary>
    private static (long Least, long Most) RangeOf(ReadOnlySpan<long> numbers)
    {
        long least = long.MaxValue, most = long.MinValue;
        foreach (var n in numbers)
        {
            least = Math.Min(least, n == JourneyRow.NoValue ? long.MaxValue : n);
            most = Math.Max(most, n);
        }
        return (least, most);
    }

    /// <summary>Checksums, header, flush to disk, rename. After this the file is whole or absent, never half.</summary>
    public void Finish(int threads)
    {
        var length = WriteHeader(s => Checksum.Of(_file + s.Offset, s.Length, threads));
        ((SegmentHeader*)_file)->Checksum = Checksum.Of(new ReadOnlySpan<byte>(_file, SegmentHeader.PageSize));
        Close();
        _stream!.SetLength(length);
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_path + ".tmp", _path!, overwrite: true);
    }

    /// <summary>The segment in memory, ready to be read.</summary>
    public BaseSegment FinishInMemory()
    {
        WriteHeader(_ => 0);
        var segment = new BaseSegment(_bytes!, path: null);
        _bytes = null;
        return segment;
    }

    public void Dispose()
    {
        Close();
        _stream?.Dispose();
        if (_path is not null) File.Delete(_path + ".tmp");
    }

    private long WriteHeader(Func<SectionEntry, ulong> checksum)
    {
        var length = _packedEnd + SegmentHeader.Padding;
        _sections.Add(new SectionEntry { Id = (int)Section.Packed, Width = 1, Offset = _packedAt, Length = _packedEnd - _packedAt });
        var table = new Span<SectionEntry>(_file + sizeof(SegmentHeader), _sections.Count);
        for (var i = 0; i < _sections.Count; i++) table[i] = _sections[i] with { Checksum = checksum(_sections[i]) };
        *(SegmentHeader*)_file = new SegmentHeader
        {
            Magic = SegmentHeader.RightMagic, Version = SegmentHeader.RightVersion, Sections = _sections.Count, Rows = _plan.Rows,
            Slots = _plan.Slots, Identities = _plan.Identities, FileLength = length, Position = _plan.Position,
            Properties = _plan.PropertyWidths.Length, Chunks = _plan.Chunks,
        };
        return length;
    }

    private void Close()
    {
        _bytes?.Dispose();
        _bytes = null;
    }

    private Dictionary<Section, SectionEntry> Lay(SegmentPlan plan)
    {
        var laid = new Dictionary<Section, SectionEntry>();
        void Add(Section section, int width, long count)
        {
            var entry = new SectionEntry { Id = (int)section, Width = width, Offset = _end, Length = width * count };
            _end = (_end + entry.Length + (2 * SegmentHeader.Padding) - 1) / SegmentHeader.Padding * SegmentHeader.Padding;
            _sections.Add(entry);
            laid[section] = entry;
        }
        Add(Section.SlotCustomer, 4, plan.Slots);
        Add(Section.SlotRowStart, 4, plan.Slots + 1L);
        Add(Section.SlotTypes, 8, plan.Slots);
        Add(Section.SlotIdentityStart, 4, plan.Slots + 1L);
        Add(Section.Identities, 4, plan.Identities);
        Add(Section.Chunks, sizeof(ChunkEntry), plan.Chunks);
        Add(Section.Seconds, 4, plan.Rows);
        Add(Section.Millis, plan.HasMillis ? 2 : 0, plan.Rows);
        Add(Section.Type, plan.TypeWidth, plan.Rows);
        Add(Section.Channel, plan.ChannelWidth, plan.Rows);
        Add(Section.Touchpoint, plan.TouchpointWidth, plan.Rows);
        Add(Section.Stage, plan.StageWidth, plan.Rows);
        Add(Section.LocalIdentity, plan.IdentityWidth, plan.Rows);
        for (var p = 0; p < plan.PropertyWidths.Length; p++) Add(Section.FirstProperty + p, plan.PropertyWidths[p], plan.Rows);
        return laid;
    }
}
