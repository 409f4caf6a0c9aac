using System.Buffers;
using System.IO.Compression;

namespace Throughline.Data.Segment;

/// <summary>Reads a request's body, gzipped or not, up to the limit: a bomb or a flood costs no more memory than a batch.</summary>
internal static class IntakeReader
{
    /// <exception cref="SegmentRefusal">Too large, or damaged gzip.</exception>
    public static async Task<ArraySegment<byte>> Read(HttpRequest request, CancellationToken ct)
    {
        var isGzip = request.Headers.ContentEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (request.ContentLength > SegmentLimits.BatchBytes) throw TooLarge();
        var buffer = ArrayPool<byte>.Shared.Rent(isGzip ? 64 * 1024 : (int)(request.ContentLength ?? 16 * 1024) + 1);
        var length = 0;
        try
        {
            await using var plain = isGzip ? new GZipStream(request.Body, CompressionMode.Decompress) : null;
            var body = plain ?? request.Body;
            while (true)
            {
                var read = await body.ReadAsync(buffer.AsMemory(length), ct);
                if (read == 0) return new ArraySegment<byte>(buffer, 0, length);
                length += read;
                if (length > SegmentLimits.BatchBytes) throw TooLarge();
                if (length == buffer.Length) buffer = Grow(buffer);
            }
        }
        catch (InvalidDataException)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw new SegmentRefusal("bad_gzip", "The body is announced as gzip and is not. Compress it, or leave out Content-Encoding.");
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public static void Return(ArraySegment<byte> body) => ArrayPool<byte>.Shared.Return(body.Array!);

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static SegmentRefusal TooLarge() => new("too_large", $"A call carries at most {SegmentLimits.BatchBytes / 1024} KB (uncompressed). Split it.");
}
