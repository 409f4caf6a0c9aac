using System.Buffers;

namespace Throughline.Mail.Net;

/// <summary>Dot-stuffed text on a <see cref="Wire"/>.</summary>
internal sealed partial class Wire
{
    /// <summary>Moves a dot-stuffed text to the destination. What exceeds <paramref name="keep"/> bytes is counted, not kept; beyond
    /// <paramref name="most"/> the connection ends.</summary>
    public async ValueTask<(long Bytes, bool HasLoneLineEnds)> CopyText(Stream destination, long keep, long most, string awaited, CancellationToken ct)
    {
        var text = new DotUnstuffing();
        var clean = ArrayPool<byte>.Shared.Rent(SmallestBuffer);
        long bytes = 0;
        try
        {
            while (!text.IsEnd)
            {
                var block = await Peek(Timeouts.Transfer, awaited, ct);
                if (block.IsEmpty) throw new ConnectionLostException($"The connection was closed while waiting for {awaited}.");
                var (used, written) = text.Read(block.Span[..Math.Min(block.Length, clean.Length - 1)], clean);
                Take(used);
                if ((bytes += written) > most) throw Broke($"A text exceeds {most} bytes.");
                if (bytes <= keep) await destination.WriteAsync(clean.AsMemory(0, written), ct);
            }

            return (bytes, text.HasLoneLineEnds);
        }
        catch
        {
            IsBroken = true;
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(clean);
        }
    }
}
