using System.Globalization;

namespace Throughline.Mail.Imap;

/// <summary>Where moved or copied messages went, UID by UID in the same order (COPYUID, RFC 4315 section 3).</summary>
public sealed record MovedMessages(uint UidValidity, UidSet From, UidSet To);

/// <summary>Flagging, moving and removing messages.</summary>
public sealed partial class SelectedMailbox
{
    /// <summary>Sets flags (RFC 3501 section 6.4.6).</summary>
    public Task AddFlags(UidSet uids, IReadOnlyCollection<string> flags, CancellationToken ct = default) => Store(uids, "+FLAGS.SILENT", flags, ct);

    /// <summary>Clears flags (RFC 3501 section 6.4.6).</summary>
    public Task RemoveFlags(UidSet uids, IReadOnlyCollection<string> flags, CancellationToken ct = default) => Store(uids, "-FLAGS.SILENT", flags, ct);

    /// <summary>Copies messages to another mailbox (RFC 3501 section 6.4.7).</summary>
    /// <returns>Where they went if the server tells (UIDPLUS), else null.</returns>
    public Task<MovedMessages?> Copy(UidSet uids, string mailbox, CancellationToken ct = default) => Relocate("UID COPY", uids, mailbox, ct);

    /// <summary>
    /// Moves messages to another mailbox: by MOVE (RFC 6851) where the server has it, else by copying, flagging and expunging.
    /// Whatever fails, no message is lost; at worst it is in both places.
    /// </summary>
    /// <returns>Where they went if the server tells, else null.</returns>
    public async Task<MovedMessages?> Move(UidSet uids, string mailbox, CancellationToken ct = default)
    {
        RequireWritable();
        if (_client.Can("MOVE")) return await Relocate("UID MOVE", uids, mailbox, ct);
        var moved = await Copy(uids, mailbox, ct);
        await Remove(uids, ct);
        return moved;
    }

    /// <summary>Removes these messages for good and no others, even if others are flagged as deleted (UID EXPUNGE, RFC 4315, where the
    /// server has it).</summary>
    public async Task Remove(UidSet uids, CancellationToken ct = default)
    {
        if (uids.Count == 0) return;
        await AddFlags(uids, [ImapFlag.Deleted], ct);
        if (_client.Can("UIDPLUS"))
        {
            await Connection.Run(new ImapCommand("UID EXPUNGE").Words(uids.ToString()), Hear, ct);
            return;
        }

        // Plain EXPUNGE takes all that is flagged, so what others flagged is spared for that moment.
        var ours = uids.Uids.ToHashSet();
        var others = new UidSet((await Search(ImapSearch.All.Having(ImapFlag.Deleted), ct)).Uids.Where(uid => !ours.Contains(uid)));
        await RemoveFlags(others, [ImapFlag.Deleted], ct);
        await Connection.Run(new ImapCommand("EXPUNGE"), Hear, ct);
        await AddFlags(others, [ImapFlag.Deleted], ct);
    }

    private async Task Store(UidSet uids, string change, IReadOnlyCollection<string> flags, CancellationToken ct)
    {
        RequireWritable();
        if (uids.Count == 0 || flags.Count == 0) return;
        await Connection.Run(new ImapCommand("UID STORE").Words(uids.ToString()).Words(change).Words(ImapFlag.Join(flags)), Hear, ct);
    }

    private async Task<MovedMessages?> Relocate(string verb, UidSet uids, string mailbox, CancellationToken ct)
    {
        if (uids.Count == 0) return null;
        MovedMessages? moved = null;
        var done = await Connection.Run(new ImapCommand(verb).Words(uids.ToString()).Mailbox(mailbox, nameof(mailbox)), response =>
        {
            moved ??= Moved(response);   // MOVE tells in an untagged OK, before the messages go.
            Hear(response);
        }, ct);
        return moved ?? Moved(done);
    }

    /// <summary>Servers differ in whether they refuse changes after EXAMINE or silently make none.</summary>
    private void RequireWritable()
    {
        if (IsReadOnly) throw new InvalidOperationException($"{Name} is open for reading only.");
    }

    private static MovedMessages? Moved(ImapResponse response) =>
        response.Code == "COPYUID" && response.CodeArguments.Split(' ') is [var validity, var from, var to]
        && uint.TryParse(validity, NumberStyles.None, CultureInfo.InvariantCulture, out var v)
        && UidSet.TryParse(from, out var sources) && UidSet.TryParse(to, out var targets) ? new(v, sources, targets) : null;
}
