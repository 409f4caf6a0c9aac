using System.Runtime.InteropServices;

namespace Throughline.Data.Import.Purchases;

/// <summary>
/// Records in files of their own by the hash of what belongs together, so that each file can be put together in memory
/// alone. Records of one hash stay in the order in which they came.
/// </summary>
internal sealed class Spill : IDisposable
{
    private const int FileBytes = 16 << 20, MostFiles = 256, BufferBytes = 32 * 1024;

    private readonly FileStream[] _files;

    public Spill(string folder, int files)
    {
        Directory.CreateDirectory(folder);
        _files = [.. Enumerable.Range(0, files).Select(i => new FileStream(
            Path.Combine(folder, $"{i}.part"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.DeleteOnClose))];
    }

    public int Files => _files.Length;

    /// <summary>How many files keep each of them small.</summary>
    public static int FilesFor(long bytes) => (int)Math.Clamp(bytes / FileBytes + 1, 1, MostFiles);

    public void Add(ulong hash, ReadOnlySpan<byte> record) => AddTo((int)(hash % (ulong)_files.Length), record);

    public void AddTo(int number, ReadOnlySpan<byte> record)
    {
        var file = _files[number];
        Span<byte> length = stackalloc byte[4];
        MemoryMarshal.Write(length, record.Length);
        file.Write(length);
        file.Write(record);
    }

    /// <summary>The records of one file, each valid until the next is read.</summary>
    public RecordReader Open(int file) => new(_files[file]);

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }
}

/// <summary>Reads records back from the beginning of a file.</summary>
internal sealed class RecordReader
{
    private readonly FileStream _file;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start, _end;

    public RecordReader(FileStream file)
    {
        _file = file;
        file.Position = 0;
    }

    public bool TryRead(out ReadOnlySpan<byte> record)
    {
        record = default;
        if (!Holds(4)) return false;
        var length = MemoryMarshal.Read<int>(_buffer.AsSpan(_start));
        Holds(4 + length);
        record = _buffer.AsSpan(_start + 4, length);
        _start += 4 + length;
        return true;
    }

    private bool Holds(int bytes)
    {
        if (_end - _start >= bytes) return true;
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (bytes > _buffer.Length) Array.Resize(ref _buffer, bytes);
        _end += _file.ReadAtLeast(_buffer.AsSpan(_end), bytes - _end, throwOnEndOfStream: false);
        return _end >= bytes;
    }
}
