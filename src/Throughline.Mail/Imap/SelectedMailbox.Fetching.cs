using System.Runtime.CompilerServices;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>Reading messages.</summary>
public sealed partial class SelectedMailbox
{
    /// <summary>Messages asked for at once: enough that the way to the server costs little, few enough to put in order.</summary>
    private const int BatchSize = 64;

    /// <summary>
    /// Reads whole messages in ascending order of UID, each once, without marking them as seen (BODY.PEEK, RFC 3501 section 6.4.5).
    /// A UID that is gone, or that the server does not deliver, is passed over. Leaving the loop early closes the connection. Bodies beyond
    /// <see cref="ConnectionOptions.SpoolThreshold"/> wait in temporary files.
    /// </summary>
    /// <exception cref="MailTransportException">The connection fails midway; what was yielded is whole.</exception>
    public async IAsyncEnumerable<FetchedMessage> Fetch(UidSet uids, [EnumeratorCancellation] CancellationToken ct = default)
    {
        foreach (var batch in uids.InBatches(BatchSize))
        {
            await foreach (var message in FetchOnce(batch, ct))
            {
                await using (message) yield return message;
            }
        }
    }

    /// <summary>Streams one message straight to the destination, however large, and holds none of it.</summary>
    /// <returns>Whether there is such a message. When false, nothing was written.</returns>
    /// <exception cref="MessageTooLargeException">It exceeds <see cref="ConnectionOptions.MaxMessageBytes"/>; the connection is closed.</exception>
    /// <exception cref="MailTransportException">The connection fails midway; what was written is not whole.</exception>
    public async Task<bool> FetchTo(uint uid, Stream destination, CancellationToken ct = default)
    {
        var bodies = 0;
        var isRight = false;
        byte[]? quoted = null;
        using var streaming = Connection.StreamBodies(size =>
        {
            if (++bodies > 1) return Stream.Null;
            return size <= _client.Options.MaxMessageBytes ? destination : throw new MessageTooLargeException(size, _client.Options.MaxMessageBytes);
        });
        try
        {
            await Connection.Run(FetchCommand(UidSet.Of(uid)), response =>
            {
                Hear(response);
                if (FetchItems.Of(response) is not { } items || FetchItems.Value(items, "BODY[]") is not { IsNil: false } body) return;
                isRight = FetchItems.Value(items, "UID") is { } value && value.TryUid(out var told) && told == uid;
                if (body.Body is null && isRight) quoted = body.Bytes;   // A short message may come as a plain string.
            }, ct);
        }
        catch (Exception error) when (error is MessageTooLargeException or ProtocolBrokenException)
        {
            await _client.DisposeAsync();
            throw;
        }

        if (bodies > 0 && (bodies > 1 || !isRight))
            throw Connection.Wire.Broke($"The server sent {bodies} bodies, or another message's, when asked for UID {uid}.");
        if (bodies == 0 && quoted is not null) await destination.WriteAsync(quoted, ct);
        return bodies == 1 || quoted is not null;
    }

    private async IAsyncEnumerable<FetchedMessage> FetchOnce(UidSet uids, [EnumeratorCancellation] CancellationToken ct)
    {
        using var turn = Connection.TakeTurn();
        await using var batch = new FetchBatch(uids, _client.Options);
        using var streaming = Connection.StreamBodies(batch.Open);
        var isDone = false;
        try
        {
            var tag = await Connection.Send(FetchCommand(uids), Hear, ct);
            while (!isDone)
            {
                var response = await Connection.Next(tag, "UID FETCH", _client.Options.Timeouts.Reply, ct);
                isDone = response.Tag == tag;
                if (!isDone && !batch.Take(response)) Hear(response);
                foreach (var message in batch.Ready(isDone)) yield return message;
            }
        }
        finally
        {
            // Left early: the rest of the answer is still on its way and would be taken for another's.
            if (!isDone) await _client.DisposeAsync();
        }
    }

    private static ImapCommand FetchCommand(UidSet uids) => new ImapCommand("UID FETCH").Words(uids.ToString()).Words("(UID FLAGS INTERNALDATE BODY.PEEK[])");
}
