namespace Throughline.Mail.Net;

/// <summary>Keeps what is written in memory up to a threshold and beyond it in a temporary file that vanishes when closed.</summary>
internal sealed class SpooledStream(int threshold) : Stream
{
    private Stream _store = new MemoryStream();

    public bool IsInFile => _store is FileStream;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => _store.Length;
    public override long Position { get => _store.Position; set => _store.Position = value; }

    public override void Flush() => _store.Flush();
    public override long Seek(long offset, SeekOrigin origin) => _store.Seek(offset, origin);
    public override void SetLength(long value) => _store.SetLength(value);
    public override int Read(byte[] buffer, int offset, int count) => _store.Read(buffer, offset, count);
    public override int Read(Span<byte> buffer) => _store.Read(buffer);
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default) => _store.ReadAsync(buffer, ct);
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken ct) => _store.ReadAsync(buffer, offset, count, ct);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        MoveToFileBefore(buffer.Length);
        _store.Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken ct = default)
    {
        MoveToFileBefore(buffer.Length);
        return _store.WriteAsync(buffer, ct);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken ct) => WriteAsync(buffer.AsMemory(offset, count), ct).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _store.Dispose();
        base.Dispose(disposing);
    }

    private void MoveToFileBefore(int count)
    {
        if (_store is not MemoryStream memory || memory.Position + count <= threshold) return;
        var options = new FileStreamOptions
        { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        memory.WriteTo(file);
        memory.Dispose();
        _store = file;
    }
}
