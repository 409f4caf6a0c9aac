using System.Runtime.CompilerServices;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>Reading messages.</summary>
public sealed partial class SelectedMailbox
{
    /// <summary>Messages asked for at once: enough that the way to the server costs little, few enough to put in order.</summary>
    private const int BatchSize = 32;

    /// <summary>
    /// Reads whole messages in ascending order of UID, each once, without marking them as seen (BODY.PEEK, RFC 3501 section 6.4.5).
    /// A UID that is gone, or that the server does not deliver, is passed over. Bodies beyond <see cref="ConnectionOptions.SpoolThreshold"/> wait in
    /// temporary files, and no more of them at once than <see cref="ConnectionOptions.MaxMessageBytes"/> hold.
    /// </summary>
    /// <exception cref="MailTransportException">The connection fails midway; what was yielded is whole.</exception>
    public async IAsyncEnumerable<FetchedMessage> Fetch(IEnumerable<uint> uids, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var size = BatchSize;
        List<uint> rest = [.. uids.Distinct().Order()];
        while (rest.Count > 0)
        {
            uint[] asked = [.. rest.Take(size)];
            await using var batch = new FetchBatch(asked, _client.Options);
            var failure = await Receive(asked, batch, ct);
            foreach (var message in batch.InOrder())
                await using (message) yield return message;
            if (failure is not null) throw failure;
            rest.RemoveAll(uid => uid <= asked[^1] && (batch.Postponed.Count == 0 || uid < batch.Postponed.Min));
            size = batch.Postponed.Count == 0 ? BatchSize : Math.Max(1, size / 2);
        }
    }

    /// <summary>Writes one message to the destination when all of it has come.</summary>
    /// <returns>Whether there is such a message. When false, nothing was written.</returns>
    /// <exception cref="MessageTooLargeException">It exceeds <see cref="ConnectionOptions.MaxMessageBytes"/>.</exception>
    /// <exception cref="MailTransportException">The connection fails midway; nothing was written.</exception>
    public async Task<bool> FetchTo(uint uid, Stream destination, CancellationToken ct = default)
    {
        await using var batch = new FetchBatch([uid], _client.Options);
        if (await Receive([uid], batch, ct) is { } failure) throw failure;
        foreach (var message in batch.InOrder())
        {
            await using (message)
            {
                if (message.IsTooLarge) throw new MessageTooLargeException(message.Size, _client.Options.MaxMessageBytes);
                await message.Body.CopyToAsync(destination, 64 * 1024, ct);
            }

            return true;
        }

        return batch.HasStrangers ? throw new ProtocolBrokenException($"The server sent another message when asked for UID {uid}.") : false;
    }

    /// <summary>Fetches into the batch; a failure is returned, because what came before it is whole.</summary>
    private async Task<MailTransportException?> Receive(uint[] asked, FetchBatch batch, CancellationToken ct)
    {
        try
        {
            var folder = Folder;
            await _client.Run("UID FETCH", () => folder.Fetch(Uids(asked), batch, ct));
            return null;
        }
        catch (MailTransportException failure)
        {
            return failure;
        }
    }
}
