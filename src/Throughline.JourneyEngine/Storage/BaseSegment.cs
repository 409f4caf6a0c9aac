using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// The compacted rows: an immutable, memory-mapped file in which the rows of one customer lie together in order of
/// time. A <em>slot</em> is one customer's place in it, in order of customer number. Readers hold a reference while
/// they read; the last one out unmaps the file.
/// </summary>
internal sealed unsafe class BaseSegment
{
    private readonly SegmentBytes? _bytes;
    private int _references = 1;
    private volatile bool _deleteWhenReleased;

    public readonly string? Path;
    public readonly SegmentHeader Header;
    public readonly int Slots, Chunks;
    public readonly long Rows;
    public readonly int* SlotCustomer;
    public readonly uint* SlotRowStart, SlotIdentityStart;
    public readonly ulong* SlotTypes;
    public readonly int* Identities;
    private readonly ChunkEntry* _chunks;
    private readonly byte* _packed;
    private readonly RowView _columns;
    private readonly Codes[] _properties;
    private readonly Codes* _propertiesAt;
    private readonly SectionEntry[] _sections = [];
    private readonly byte* _file;

    private BaseSegment() => (_properties, Path) = ([], null);

    /// <summary>The segment of a store that was never compacted.</summary>
    public static BaseSegment Empty() => new();

    /// <summary>Maps a base file and checks its header, and every byte of it when asked to.</summary>
    public static BaseSegment Open(string path, bool verify, int threads)
    {
        var name = System.IO.Path.GetFileName(path);
        SegmentBytes? bytes = null;
        try
        {
            var length = new FileInfo(path).Length;
            if (length < SegmentHeader.PageSize) throw new JourneyStoreDamagedException($"{name} is cut short.");
            bytes = SegmentBytes.OfFile(path);
            SegmentHeader.Check(name, bytes.At, length);
            var segment = new BaseSegment(bytes, path);
            if (verify) segment.Verify(threads);
            return segment;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JourneyStoreDamagedException)
        {
            bytes?.Dispose();
            throw e as JourneyStoreDamagedException ?? new JourneyStoreDamagedException($"{name} cannot be opened.", e);
        }
    }

    /// <summary>Takes over a whole segment; without a path it is in memory only.</summary>
    public BaseSegment(SegmentBytes bytes, string? path)
    {
        (_bytes, Path) = (bytes, path);
        _file = bytes.At;
        Header = *(SegmentHeader*)_file;
        _sections = new ReadOnlySpan<SectionEntry>(_file + sizeof(SegmentHeader), Header.Sections).ToArray();
        (Rows, Slots, Chunks) = (Header.Rows, (int)Header.Slots, Header.Chunks);
        SlotCustomer = (int*)At(Section.SlotCustomer).At;
        SlotRowStart = (uint*)At(Section.SlotRowStart).At;
        SlotTypes = (ulong*)At(Section.SlotTypes).At;
        SlotIdentityStart = (uint*)At(Section.SlotIdentityStart).At;
        Identities = (int*)At(Section.Identities).At;
        _chunks = (ChunkEntry*)At(Section.Chunks).At;
        _packed = At(Section.Packed).At;
        _properties = GC.AllocateArray<Codes>(Math.Max(1, Header.Properties), pinned: true);
        for (var p = 0; p < Header.Properties; p++) _properties[p] = At(Section.FirstProperty + p);
        _propertiesAt = (Codes*)Unsafe.AsPointer(ref _properties[0]);
        _columns = new RowView
        {
            Seconds = (uint*)At(Section.Seconds).At,
            Millis = At(Section.Millis) is { Width: 2 } millis ? (ushort*)millis.At : null,
            Type = At(Section.Type), Channel = At(Section.Channel), Touchpoint = At(Section.Touchpoint), Stage = At(Section.Stage),
            Identity = At(Section.LocalIdentity), Properties = _propertiesAt,
        };
    }

    /// <summary>True when times have a fraction of a second anywhere.</summary>
    public bool HasMillis => _columns.Millis != null;

    /// <summary>Bytes of the mapped file.</summary>
    public long FileLength => Path is null ? 0 : Header.FileLength;

    private string Name => System.IO.Path.GetFileName(Path)!;

    /// <summary>A view over the columns for the rows of one chunk of slots; the caller sets Offset and Count per slot.</summary>
    public RowView ViewOfChunk(int chunk)
    {
        var view = _columns;
        ref readonly var entry = ref _chunks[chunk];
        long firstRow = SlotRowStart[Math.Min(Slots, chunk * SegmentHeader.SlotsPerChunk)];
        view.Value = new Packed(
            _packed + entry.ValueOffset - (firstRow * entry.ValueWidth), entry.ValueWidth, entry.ValueLeast, hasNone: true, entry.ValueUnit);
        view.Position = new Packed(_packed + entry.PositionOffset - (firstRow * entry.PositionWidth), entry.PositionWidth, entry.PositionLeast, hasNone: false);
        return view;
    }

    /// <summary>True when all rows of a chunk lie inside a period.</summary>
    public bool ChunkLiesWithin(int chunk, long fromMs, long toMs)
        => _chunks[chunk].LeastSecond * 1000L >= fromMs && (_chunks[chunk].MostSecond * 1000L) + 999 < toMs;

    /// <summary>A view over the rows of one slot.</summary>
    public RowView ViewOfSlot(int slot)
    {
        var view = ViewOfChunk(slot / SegmentHeader.SlotsPerChunk);
        (view.Offset, view.Count, view.Customer) = (SlotRowStart[slot], RowsOfSlot(slot), SlotCustomer[slot]);
        return view;
    }

    public int RowsOfSlot(int slot) => (int)(SlotRowStart[slot + 1] - SlotRowStart[slot]);

    public ReadOnlySpan<int> IdentitiesOfSlot(int slot)
        => new(Identities + SlotIdentityStart[slot], (int)(SlotIdentityStart[slot + 1] - SlotIdentityStart[slot]));

    /// <summary>The slot of a customer, or -1.</summary>
    public int FindSlot(int customer)
    {
        var found = new ReadOnlySpan<int>(SlotCustomer, Slots).BinarySearch(customer);
        return found < 0 ? -1 : found;
    }

    /// <summary>How many rows have each code of a column.</summary>
    public long[] CountCodes(Func<RowView, Codes> column)
    {
        var codes = column(_columns);
        var counts = new long[256];
        for (long i = 0; i < Rows; i++)
        {
            var code = codes[i];
            if (code >= counts.Length) Array.Resize(ref counts, Math.Max(code + 1, counts.Length * 2));
            counts[code]++;
        }
        return counts;
    }

    /// <summary>Checks every section against its checksum; names the first that differs.</summary>
    public void Verify(int threads)
    {
        foreach (var s in _sections)
            if (Checksum.Of(_file + s.Offset, s.Length, threads) != s.Checksum)
                throw new JourneyStoreDamagedException($"{Name}, section {s.Id}: the bytes do not match their checksum.");
    }

    public bool TryAcquire()
    {
        while (true)
        {
            var now = Volatile.Read(ref _references);
            if (now == 0) return false;
            if (Interlocked.CompareExchange(ref _references, now + 1, now) == now) return true;
        }
    }

    /// <param name="inBackground">True for questions: whoever leaves last unmaps the segment, and a gigabyte takes longer than a question may wait.</param>
    public void Release(bool inBackground = false)
    {
        if (Interlocked.Decrement(ref _references) > 0) return;
        if (inBackground) ThreadPool.UnsafeQueueUserWorkItem(static segment => segment.LetGo(), this, preferLocal: false);
        else LetGo();
    }

    /// <summary>
    /// Deletes the file of a segment that was replaced. What is mapped stays readable until the last reader has left,
    /// except where the system refuses to delete such a file; there it goes with the last reader.
    /// </summary>
    public void Delete()
    {
        if (Path is null) return;
        try
        {
            File.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _deleteWhenReleased = true;
        }
    }

    private void LetGo()
    {
        _bytes?.Dispose();
        if (_deleteWhenReleased) File.Delete(Path!);
    }

    private Codes At(Section section)
    {
        foreach (var s in _sections) if (s.Id == (int)section) return new Codes(_file + s.Offset, s.Width);
        return default;
    }
}
