using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Throughline.Platform.Journal.Indexing;

/// <summary>
/// One immutable sorted file of pairs, holding what the journal positions after <see cref="From"/> up to <see cref="To"/> say.
/// Layout, little endian: header of 64 bytes, Bloom filter, first key of each page, pairs of 16 bytes (256 a page).
/// </summary>
internal sealed class PairRun
{
    private const ulong Magic = 0x31_4e55_5249_5054; // "TPIRUN1"
    private const int HeaderSize = 64, PairSize = 16, PairsPerPage = 256;

    private readonly SafeFileHandle _file;
    private readonly BloomFilter _bloom;
    private readonly ulong[] _firstKeys;
    private readonly int _groupShift;
    private readonly long _pairsAt;
    private readonly ulong _checksum;

    private PairRun(string path, SafeFileHandle file, long from, long to, long count, BloomFilter bloom, ulong[] firstKeys, int groupShift, ulong checksum)
    {
        (Path, _file, From, To, Count, _bloom, _firstKeys, _groupShift, _checksum) = (path, file, from, to, count, bloom, firstKeys, groupShift, checksum);
        _pairsAt = HeaderSize + bloom.Words.Length * 8L + firstKeys.Length * 8L;
    }

    public string Path { get; }
    public long From { get; }
    public long To { get; }
    public long Count { get; }

    public bool MayContain(ulong group) => _bloom.MayContain(group);

    /// <summary>Index of the first pair that is not below <paramref name="target"/>.</summary>
    public long LowerBound(Pair target)
    {
        int low = 0, high = _firstKeys.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_firstKeys[middle] < target.Key) low = middle + 1; else high = middle;
        }
        // Pairs with the wanted key may begin in the page before, or run over several pages.
        var page = Math.Max(0, low - 1);
        Span<Pair> pairs = stackalloc Pair[PairsPerPage];
        while (true)
        {
            var start = (long)page * PairsPerPage;
            if (start >= Count) return Count;
            var read = Read(start, pairs);
            var found = pairs[..read].BinarySearch(target);
            if (found >= 0) return start + found;
            if (~found < read) return start + ~found;
            page++;
        }
    }

    /// <summary>Fills as many pairs as there are from this index on.</summary>
    public int Read(long index, Span<Pair> into)
    {
        var wanted = (int)Math.Min(into.Length, Count - index);
        var bytes = MemoryMarshal.AsBytes(into[..wanted]);
        FillFrom(_file, bytes, _pairsAt + index * PairSize);
        return wanted;
    }

    /// <summary>Whether every byte of the pairs is as it was written.</summary>
    public bool IsIntact()
    {
        var checksum = new PairChecksum();
        var buffer = new Pair[4096];
        for (long i = 0; i < Count;)
        {
            var read = Read(i, buffer);
            checksum.Add(buffer.AsSpan(0, read));
            i += read;
        }
        return checksum.Value == _checksum;
    }

    /// <summary>Opens a run; null when its header, filter or page keys are damaged.</summary>
    public static PairRun? Open(string path)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        Span<byte> header = stackalloc byte[HeaderSize];
        var length = RandomAccess.GetLength(file);
        if (length < HeaderSize || RandomAccess.Read(file, header, 0) < HeaderSize) return null;
        var fields = MemoryMarshal.Cast<byte, long>(header);
        var (from, to, count, words, shift) = (fields[1], fields[2], fields[3], fields[4], (int)fields[5]);
        if ((ulong)fields[0] != Magic || count < 0 || words < 0 || words > length / 8) return null;
        var pages = (count + PairsPerPage - 1) / PairsPerPage;
        if (length != HeaderSize + words * 8 + pages * 8 + count * PairSize) return null;

        var bloom = new ulong[words];
        var firstKeys = new ulong[pages];
        FillFrom(file, MemoryMarshal.AsBytes(bloom.AsSpan()), HeaderSize);
        FillFrom(file, MemoryMarshal.AsBytes(firstKeys.AsSpan()), HeaderSize + words * 8);
        if (HeaderChecksum(header, bloom, firstKeys) != (ulong)fields[7]) return null;
        return new PairRun(path, file, from, to, count, new BloomFilter(bloom), firstKeys, shift, (ulong)fields[6]);
    }

    /// <summary>Writes sorted pairs to a new run: temporary file, fsync, rename.</summary>
    public static PairRun Write(string folder, long from, long to, long count, int groupShift, IEnumerable<ArraySegment<Pair>> sorted)
    {
        var path = System.IO.Path.Combine(folder, $"{from:D16}-{to:D16}.run");
        var temporary = path + ".tmp";
        var bloom = BloomFilter.For(count);
        var firstKeys = new ulong[(count + PairsPerPage - 1) / PairsPerPage];
        var checksum = new PairChecksum();
        using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            var offset = HeaderSize + bloom.Words.Length * 8L + firstKeys.Length * 8L;
            long index = 0;
            foreach (var chunk in sorted)
            {
                foreach (var pair in chunk)
                {
                    bloom.Add(pair.Key >> groupShift);
                    if (index % PairsPerPage == 0) firstKeys[index / PairsPerPage] = pair.Key;
                    index++;
                }
                checksum.Add(chunk);
                RandomAccess.Write(file, MemoryMarshal.AsBytes(chunk.AsSpan()), offset);
                offset += chunk.Count * (long)PairSize;
            }
            if (index != count) throw new InvalidOperationException($"A run of {count} pairs was given {index}.");
            RandomAccess.Write(file, MemoryMarshal.AsBytes(bloom.Words.AsSpan()), HeaderSize);
            RandomAccess.Write(file, MemoryMarshal.AsBytes(firstKeys.AsSpan()), HeaderSize + bloom.Words.Length * 8L);
            Span<byte> header = stackalloc byte[HeaderSize];
            var fields = MemoryMarshal.Cast<byte, long>(header);
            (fields[0], fields[1], fields[2], fields[3]) = ((long)Magic, from, to, count);
            (fields[4], fields[5], fields[6]) = (bloom.Words.Length, groupShift, (long)checksum.Value);
            fields[7] = (long)HeaderChecksum(header, bloom.Words, firstKeys);
            RandomAccess.Write(file, header, 0);
            RandomAccess.FlushToDisk(file);
        }
        File.Move(temporary, path, overwrite: true);
        return Open(path) ?? throw new IOException($"The run {path} could not be read back.");
    }

    private static ulong HeaderChecksum(ReadOnlySpan<byte> header, ulong[] bloom, ulong[] firstKeys) =>
        Fingerprint.Of(header[..56], Fingerprint.Of(MemoryMarshal.AsBytes(bloom.AsSpan()), Fingerprint.Of(MemoryMarshal.AsBytes(firstKeys.AsSpan()))));

    private static void FillFrom(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(file, bytes, offset);
            if (read == 0) throw new EndOfStreamException("A run of the journal's index ends too early.");
            bytes = bytes[read..];
            offset += read;
        }
    }

    /// <summary>Independent of how the pairs are cut into chunks.</summary>
    private struct PairChecksum()
    {
        public ulong Value { get; private set; } = 14695981039346656037;

        public void Add(ReadOnlySpan<Pair> pairs)
        {
            var value = Value;
            foreach (var pair in pairs)
                value = System.Numerics.BitOperations.RotateLeft((value ^ pair.Key) * 0x9e3779b97f4a7c15 ^ pair.Order, 29) * 0xbf58476d1ce4e5b9;
            Value = value;
        }
    }
}
