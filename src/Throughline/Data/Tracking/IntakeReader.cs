using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;

namespace Throughline.Data.Tracking;

/// <summary>Reads a request's body, gzipped or not, up to the limit: a bomb or a flood costs no more memory than a batch.</summary>
internal static class IntakeReader
{
    private const long MostDiscarded = 64 << 20;
    private static readonly TimeSpan LongestDiscarding = TimeSpan.FromSeconds(30);

    /// <exception cref="SegmentRefusal">Too large, or damaged gzip.</exception>
    public static async Task<ArraySegment<byte>> Read(HttpRequest request, CancellationToken ct)
    {
        // This limit is ours and much lower; the server's would cut the connection before its answer is read.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        var isGzip = request.Headers.ContentEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (request.ContentLength > TrackingLimits.BatchBytes) throw TooLarge();
        var buffer = ArrayPool<byte>.Shared.Rent(isGzip ? 64 * 1024 : (int)(request.ContentLength ?? 16 * 1024) + 1);
        var length = 0;
        try
        {
            await using var plain = isGzip ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : null;
            var body = plain ?? request.Body;
            while (true)
            {
                var read = await body.ReadAsync(buffer.AsMemory(length), ct);
                if (read == 0) return WithoutMark(buffer, length);
                length += read;
                if (length > TrackingLimits.BatchBytes) throw TooLarge();
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

    // RFC 8259, 8.1: readers may pass over a byte-order mark; files written by PHP and .NET carry one.
    private static ArraySegment<byte> WithoutMark(byte[] buffer, int length)
    {
        var mark = buffer.AsSpan(0, length).StartsWith("\uFEFF"u8) ? 3 : 0;
        return new ArraySegment<byte>(buffer, mark, length - mark);
    }

    /// <summary>Reads what is still to come of a refused body, and keeps nothing of it.</summary>
    public static async Task Discard(HttpRequest request, CancellationToken ct)
    {
        // It waits to be told to go on, and is told no instead.
        if (request.ContentLength > TrackingLimits.BatchBytes && request.Headers.Expect.Count > 0) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestDiscarding);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (long discarded = 0; discarded < MostDiscarded && await request.Body.ReadAsync(buffer, patience.Token) is var read and > 0;) discarded += read;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Whoever stops sending, or goes on for too long, gets the answer now, if it still reads.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
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

    private static SegmentRefusal TooLarge() => new("too_large", $"A call carries at most {TrackingLimits.BatchBytes / 1024} KB (uncompressed). Split it.");
}
