using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Throughline.JourneyEngine;

/// <summary>Where a segment's bytes lie: a mapped file, or memory of our own that begins as zeros.</summary>
internal sealed unsafe class SegmentBytes : IDisposable
{
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _at;

    private SegmentBytes(MemoryMappedFile map, MemoryMappedFileAccess access)
    {
        (_map, _view) = (map, map.CreateViewAccessor(0, 0, access));
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _at);
    }

    private SegmentBytes(long length) => _at = (byte*)NativeMemory.AllocZeroed((nuint)length);

    public byte* At => _at;

    public static SegmentBytes OfFile(string path)
        => new(MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read), MemoryMappedFileAccess.Read);

    /// <summary>What was written to a file so far; the stream stays open.</summary>
    public static SegmentBytes OfStream(FileStream stream)
        => new(MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true),
            MemoryMappedFileAccess.Read);

    public static SegmentBytes OfMemory(long length) => new(length);

    public void Dispose()
    {
        if (_at == null) return;
        if (_view is null) NativeMemory.Free(_at);
        else
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _map!.Dispose();
        }
        _at = null;
    }
}
