using MailKit;

namespace Throughline.Mail.Imap;

/// <summary>MailKit's client, whose folders put bodies where a batch says instead of into memory.</summary>
internal sealed class SpoolingKit(IProtocolLogger ear) : MailKit.Net.Imap.ImapClient(ear)
{
    protected override MailKit.Net.Imap.ImapFolder CreateImapFolder(MailKit.Net.Imap.ImapFolderConstructorArgs args) => new SpoolingFolder(args);
}

/// <summary>A mailbox of <see cref="SpoolingKit"/>.</summary>
internal sealed class SpoolingFolder(MailKit.Net.Imap.ImapFolderConstructorArgs args) : MailKit.Net.Imap.ImapFolder(args)
{
    private FetchBatch? _batch;
    private FolderAccess _asked;

    /// <summary>Opens it for what is asked, also where the server forgets to say what it gives.</summary>
    public async Task OpenFor(FolderAccess access, CancellationToken ct)
    {
        _asked = access;
        await OpenAsync(access, ct);
    }

    /// <summary>Fetches the bodies of these messages into the batch.</summary>
    public async Task Fetch(IList<UniqueId> uids, FetchBatch batch, CancellationToken ct)
    {
        _batch = batch;
        try
        {
            var items = MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate;
            batch.Take(await FetchAsync(uids, new FetchRequest(items), ct));
            await GetStreamsAsync(uids, (_, _, uid, body, _) =>
            {
                batch.Take(uid.Id, (MessageBody)body);
                return Task.CompletedTask;
            }, ct);
        }
        finally
        {
            _batch = null;
        }
    }

    protected override void OnOpened()
    {
        if (Access == FolderAccess.None || _asked == FolderAccess.ReadOnly) Access = _asked;
        base.OnOpened();
    }

    protected override Stream CreateStream(UniqueId? uid, string section, int offset, int length) =>
        section.Length == 0 && _batch is not null ? _batch.Open(uid?.Id, length) : new MessageBody(Stream.Null, length);
}
