using MailKit;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>A mailbox as LIST shows it (RFC 3501 section 7.2.2).</summary>
/// <param name="Name">The decoded name.</param>
/// <param name="Separator">What parts the levels of the hierarchy; NUL in a flat one.</param>
/// <param name="Attributes">Such as NoSelect, HasChildren and the special uses of RFC 6154 (Sent, Trash …).</param>
public sealed record MailboxListing(string Name, char Separator, FolderAttributes Attributes)
{
    /// <summary>Whether it can be selected.</summary>
    public bool IsSelectable => (Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) == 0;
}

/// <summary>Counts of a mailbox without selecting it (STATUS, RFC 3501 section 7.2.4).</summary>
public sealed record MailboxStatus(uint Messages, uint Unseen, uint UidNext, uint UidValidity);

/// <summary>Where an appended message landed (APPENDUID, RFC 4315).</summary>
public sealed record AppendedMessage(uint UidValidity, uint Uid);

/// <summary>Mailboxes: listing, selecting, making, removing, adding to.</summary>
public sealed partial class ImapClient
{
    /// <summary>Lists the mailboxes of the account (RFC 3501 section 6.3.8).</summary>
    public async Task<IReadOnlyList<MailboxListing>> List(CancellationToken ct = default)
    {
        _ear.BeginList();
        try
        {
            await Run("LIST", () => Kit.GetFoldersAsync(Root, StatusItems.None, subscribedOnly: false, ct));
            return [.. _ear.Listed.DistinctBy(folder => folder.Name)];
        }
        finally
        {
            _ear.EndList();
        }
    }

    /// <summary>Opens a mailbox for reading and changing (RFC 3501 section 6.3.1).</summary>
    /// <exception cref="CommandRefusedException">There is no such mailbox, or it cannot be selected.</exception>
    public Task<SelectedMailbox> Select(string mailbox, CancellationToken ct = default) => Open(FolderAccess.ReadWrite, mailbox, ct);

    /// <summary>Opens a mailbox for reading only, so that looking changes nothing (RFC 3501 section 6.3.2).</summary>
    /// <exception cref="CommandRefusedException">There is no such mailbox, or it cannot be selected.</exception>
    public Task<SelectedMailbox> Examine(string mailbox, CancellationToken ct = default) => Open(FolderAccess.ReadOnly, mailbox, ct);

    /// <summary>Makes a mailbox, and those above it that are not there yet (RFC 3501 section 6.3.3).</summary>
    public async Task Create(string mailbox, CancellationToken ct = default)
    {
        var levels = OneLine.Require(mailbox, nameof(mailbox)).Split(Root.DirectorySeparator);
        var parent = await Run("LIST", () => Kit.GetFolderAsync(Root.Path, ct));
        for (var i = 0; i < levels.Length; i++)
        {
            var above = parent;
            parent = i < levels.Length - 1 && await Find(string.Join(Root.DirectorySeparator, levels[..(i + 1)]), ct) is { } there
                ? there
                : await Run("CREATE", () => above.CreateAsync(levels[i], isMessageFolder: true, ct))
                    ?? throw new CommandRefusedException($"{mailbox} was not made.", isTransient: false);
        }
    }

    /// <summary>Removes a mailbox and all that is in it (RFC 3501 section 6.3.4).</summary>
    public async Task Delete(string mailbox, CancellationToken ct = default)
    {
        var folder = await Folder(mailbox, ct);
        if (Selected?.Name == mailbox) Selected = null;
        await Run("DELETE", () => folder.DeleteAsync(ct));
    }

    /// <summary>Counts a mailbox without selecting it (RFC 3501 section 6.3.10).</summary>
    public async Task<MailboxStatus> Status(string mailbox, CancellationToken ct = default)
    {
        var folder = await Folder(mailbox, ct);
        await Run("STATUS", () => folder.StatusAsync(StatusItems.Count | StatusItems.Unread | StatusItems.UidNext | StatusItems.UidValidity, ct));
        return new((uint)Math.Max(folder.Count, 0), (uint)Math.Max(folder.Unread, 0), folder.UidNext?.Id ?? 0, folder.UidValidity);
    }

    /// <summary>Adds a message to a mailbox, streamed from where the stream stands to its end (RFC 3501 section 6.3.11).</summary>
    /// <param name="mailbox">The mailbox's name.</param>
    /// <param name="message">A seekable stream of the raw message with CRLF line ends.</param>
    /// <param name="flags">Flags to set, such as <see cref="ImapFlag.Seen"/>.</param>
    /// <param name="received">The internal date; now by the server's clock if null.</param>
    /// <returns>Where it landed if the server tells (UIDPLUS), else null.</returns>
    public async Task<AppendedMessage?> Append(
        string mailbox, Stream message, IReadOnlyCollection<string>? flags = null, DateTimeOffset? received = null, CancellationToken ct = default)
    {
        var (system, keywords) = ImapFlag.Parse(flags ?? []);
        var folder = await Folder(mailbox, ct);
        using var raw = RawMail.Of(message);
        var request = new AppendRequest(raw, system, keywords) { InternalDate = received };
        return await Run("APPEND", () => folder.AppendAsync(RawMail.Format, request, ct)) is { } uid ? new(uid.Validity, uid.Id) : null;
    }

    /// <summary>The mailbox of this name, asked of the server when MailKit does not know it.</summary>
    internal async Task<SpoolingFolder> Folder(string mailbox, CancellationToken ct)
    {
        OneLine.Require(mailbox, nameof(mailbox));
        return (SpoolingFolder)await Run("LIST", () => Kit.GetFolderAsync(mailbox, ct));
    }

    private FolderNamespace Root => Kit.PersonalNamespaces is [var root, ..] ? root : new FolderNamespace('/', "");

    private async Task<IMailFolder?> Find(string mailbox, CancellationToken ct)
    {
        try
        {
            var folder = await Folder(mailbox, ct);
            return folder.Exists ? folder : null;
        }
        catch (CommandRefusedException)
        {
            return null;
        }
    }

    private async Task<SelectedMailbox> Open(FolderAccess access, string name, CancellationToken ct)
    {
        var folder = await Folder(name, ct);
        Selected?.Leave();
        Selected = null;
        var mailbox = new SelectedMailbox(this, folder, name);
        await Run(access == FolderAccess.ReadOnly ? "EXAMINE" : "SELECT", () => folder.OpenFor(access, ct));
        if (mailbox.UidValidity == 0) throw new ProtocolBrokenException($"{name} has no UIDVALIDITY, so its messages cannot be told apart for good.");
        return Selected = mailbox;
    }
}
