using System.Security.Cryptography;

namespace Throughline.Platform.Backup;

/// <summary>Reads a file as long as it was when it was opened, and takes its SHA-256 on the way.</summary>
internal sealed class HashedStream(FileStream file) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; } = file.Length;
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <summary>In lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override int Read(Span<byte> buffer) => Take(file.Read(buffer[..(int)Math.Min(buffer.Length, Length - _read)]), buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Take(await file.ReadAsync(buffer[..(int)Math.Min(buffer.Length, Length - _read)], cancellationToken), buffer.Span);

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Take(int count, ReadOnlySpan<byte> buffer)
    {
        if (count == 0 && _read < Length) throw new IOException($"{file.Name} has become shorter while it was read.");
        _hash.AppendData(buffer[..count]);
        _read += count;
        return count;
    }
}
