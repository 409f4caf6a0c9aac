namespace Throughline.Mail.Smtp;

/// <summary>What a message needs of a server, found by reading it once.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="HasEightBitHeader">Raw non-ASCII in the header, which only SMTPUTF8 allows (RFC 6532).</param>
/// <param name="HasEightBitBody">Non-ASCII in the body, which needs 8BITMIME (RFC 6152).</param>
internal sealed record MessageScan(long Bytes, bool HasEightBitHeader, bool HasEightBitBody)
{
    /// <summary>Reads from where the stream stands to its end and puts it back.</summary>
    public static async Task<MessageScan> Of(Stream message, CancellationToken ct)
    {
        var start = message.Position;
        var block = new byte[64 * 1024];
        var isHeader = true;
        var lineLength = 0;
        bool header = false, body = false;
        int count;
        while ((count = await message.ReadAsync(block, ct)) > 0)
        {
            var rest = block.AsSpan(0, count);
            while (isHeader && !rest.IsEmpty)
            {
                var end = rest.IndexOf((byte)'\n');
                var line = end < 0 ? rest : rest[..end];
                header |= line.ContainsAnyExceptInRange((byte)0, (byte)127);
                lineLength += line is [.., (byte)'\r'] && end >= 0 ? line.Length - 1 : line.Length;
                if (end >= 0) (isHeader, lineLength) = (lineLength > 0, 0);
                rest = end < 0 ? default : rest[(end + 1)..];
            }

            body |= rest.ContainsAnyExceptInRange((byte)0, (byte)127);
        }

        var bytes = message.Position - start;
        message.Position = start;
        return new(bytes, header, body);
    }
}
