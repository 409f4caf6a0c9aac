using MailKit;

namespace Throughline.Mail.Imap;

/// <summary>Where moved or copied messages went, UID by UID in the same order (COPYUID, RFC 4315 section 3).</summary>
public sealed record MovedMessages(uint UidValidity, IReadOnlyList<uint> From, IReadOnlyList<uint> To);

/// <summary>Flagging, moving and removing messages.</summary>
public sealed partial class SelectedMailbox
{
    /// <summary>Sets flags (RFC 3501 section 6.4.6).</summary>
    public Task AddFlags(IEnumerable<uint> uids, IReadOnlyCollection<string> flags, CancellationToken ct = default) =>
        Store(StoreAction.Add, uids, flags, ct);

    /// <summary>Clears flags (RFC 3501 section 6.4.6).</summary>
    public Task RemoveFlags(IEnumerable<uint> uids, IReadOnlyCollection<string> flags, CancellationToken ct = default) =>
        Store(StoreAction.Remove, uids, flags, ct);

    /// <summary>Copies messages to another mailbox (RFC 3501 section 6.4.7).</summary>
    /// <returns>Where they went if the server tells (UIDPLUS), else null.</returns>
    public async Task<MovedMessages?> Copy(IEnumerable<uint> uids, string mailbox, CancellationToken ct = default)
    {
        var (folder, target) = (Folder, await _client.Folder(mailbox, ct));
        return Moved(await _client.Run("UID COPY", () => folder.CopyToAsync(Uids(uids), target, ct)));
    }

    /// <summary>
    /// Moves messages to another mailbox: by MOVE (RFC 6851) where the server has it, else by copying, flagging and expunging.
    /// Whatever fails, no message is lost; at worst it is in both places.
    /// </summary>
    /// <returns>Where they went if the server tells, else null.</returns>
    public async Task<MovedMessages?> Move(IEnumerable<uint> uids, string mailbox, CancellationToken ct = default)
    {
        RequireWritable();
        if (!_client.Kit.Capabilities.HasFlag(MailKit.Net.Imap.ImapCapabilities.Move))
        {
            uint[] all = [.. uids];
            var copied = await Copy(all, mailbox, ct);
            await Remove(all, ct);
            return copied;
        }

        var (folder, target) = (Folder, await _client.Folder(mailbox, ct));
        return Moved(await _client.Run("UID MOVE", () => folder.MoveToAsync(Uids(uids), target, ct)));
    }

    /// <summary>Removes these messages for good and no others, even if others are flagged as deleted (RFC 4315 where the server has it).</summary>
    public async Task Remove(IEnumerable<uint> uids, CancellationToken ct = default)
    {
        var those = Uids(uids);
        if (those.Count == 0) return;
        await AddFlags(those.Select(uid => uid.Id), [ImapFlag.Deleted], ct);
        var folder = Folder;
        await _client.Run("UID EXPUNGE", () => folder.ExpungeAsync(those, ct));
    }

    private async Task Store(StoreAction action, IEnumerable<uint> uids, IReadOnlyCollection<string> flags, CancellationToken ct)
    {
        RequireWritable();
        var those = Uids(uids);
        if (those.Count == 0 || flags.Count == 0) return;
        var (system, keywords) = ImapFlag.Parse(flags);
        var folder = Folder;
        await _client.Run("UID STORE", () => folder.StoreAsync(those, new StoreFlagsRequest(action, system, keywords) { Silent = true }, ct));
    }

    /// <summary>Servers differ in whether they refuse changes after EXAMINE or silently make none.</summary>
    private void RequireWritable()
    {
        if (IsReadOnly) throw new InvalidOperationException($"{Name} is open for reading only.");
    }

    private static MovedMessages? Moved(UniqueIdMap map) => map.Count == 0
        ? null
        : new(map.Destination[0].Validity, [.. map.Source.Select(uid => uid.Id)], [.. map.Destination.Select(uid => uid.Id)]);
}
