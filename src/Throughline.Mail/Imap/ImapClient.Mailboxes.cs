using System.Globalization;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>A mailbox as LIST shows it (RFC 3501 section 7.2.2).</summary>
/// <param name="Name">The decoded name.</param>
/// <param name="Separator">What parts the levels of the hierarchy; null in a flat one.</param>
/// <param name="Attributes">Such as \Noselect, \HasChildren and the special uses of RFC 6154 (\Sent, \Trash …).</param>
public sealed record ImapFolder(string Name, char? Separator, IReadOnlyList<string> Attributes)
{
    /// <summary>Whether it can be selected.</summary>
    public bool IsSelectable =>
        !Attributes.Any(a => a.Equals("\\Noselect", StringComparison.OrdinalIgnoreCase) || a.Equals("\\NonExistent", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Counts of a mailbox without selecting it (STATUS, RFC 3501 section 7.2.4).</summary>
public sealed record MailboxStatus(uint Messages, uint Unseen, uint UidNext, uint UidValidity);

/// <summary>Where an appended message landed (APPENDUID, RFC 4315).</summary>
public sealed record AppendedMessage(uint UidValidity, uint Uid);

/// <summary>Mailboxes: listing, selecting, making, removing, adding to.</summary>
public sealed partial class ImapClient
{
    /// <summary>Lists mailboxes that match a pattern, in which * matches everything and % one level (RFC 3501 section 6.3.8).</summary>
    /// <exception cref="UnsafeArgumentException">The pattern holds a line break.</exception>
    public async Task<IReadOnlyList<ImapFolder>> List(string pattern = "*", CancellationToken ct = default)
    {
        var folders = new List<ImapFolder>();
        await _connection.Run(new ImapCommand("LIST").Argument("", nameof(pattern)).Mailbox(pattern, nameof(pattern)), response =>
        {
            if (response is { Name: "LIST", Values: [{ Items: { } attributes }, var separator, { Items: null } name, ..] })
                folders.Add(new(ModifiedUtf7.Decode(name.Text), separator.Text is [var c, ..] ? c : null, [.. attributes.Select(a => a.Text)]));
            else Hear(response);
        }, ct);
        return folders;
    }

    /// <summary>Opens a mailbox for reading and changing (RFC 3501 section 6.3.1).</summary>
    /// <exception cref="CommandRefusedException">There is no such mailbox, or it cannot be selected.</exception>
    public Task<SelectedMailbox> Select(string mailbox, CancellationToken ct = default) => Open("SELECT", mailbox, ct);

    /// <summary>Opens a mailbox for reading only, so that looking changes nothing (RFC 3501 section 6.3.2).</summary>
    /// <exception cref="CommandRefusedException">There is no such mailbox, or it cannot be selected.</exception>
    public Task<SelectedMailbox> Examine(string mailbox, CancellationToken ct = default) => Open("EXAMINE", mailbox, ct);

    /// <summary>Makes a mailbox (RFC 3501 section 6.3.3).</summary>
    public async Task Create(string mailbox, CancellationToken ct = default) =>
        await _connection.Run(new ImapCommand("CREATE").Mailbox(mailbox, nameof(mailbox)), Hear, ct);

    /// <summary>Removes a mailbox and all that is in it (RFC 3501 section 6.3.4).</summary>
    public async Task Delete(string mailbox, CancellationToken ct = default) =>
        await _connection.Run(new ImapCommand("DELETE").Mailbox(mailbox, nameof(mailbox)), Hear, ct);

    /// <summary>Counts a mailbox without selecting it (RFC 3501 section 6.3.10).</summary>
    public async Task<MailboxStatus> Status(string mailbox, CancellationToken ct = default)
    {
        var counts = new Dictionary<string, uint>(StringComparer.OrdinalIgnoreCase);
        await _connection.Run(new ImapCommand("STATUS").Mailbox(mailbox, nameof(mailbox)).Words("(MESSAGES UNSEEN UIDNEXT UIDVALIDITY)"), response =>
        {
            if (response is not { Name: "STATUS", Values: [_, { Items: { } items }, ..] }) { Hear(response); return; }
            for (var i = 0; i + 1 < items.Count; i += 2)
                if (items[i + 1].TryNumber(out var count)) counts[items[i].Text] = (uint)Math.Min(count, uint.MaxValue);
        }, ct);
        return new(counts.GetValueOrDefault("MESSAGES"), counts.GetValueOrDefault("UNSEEN"), counts.GetValueOrDefault("UIDNEXT"),
            counts.GetValueOrDefault("UIDVALIDITY"));
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
        var command = new ImapCommand("APPEND").Mailbox(mailbox, nameof(mailbox));
        if (flags is { Count: > 0 }) command.Words(ImapFlag.Join(flags));
        if (received is { } date) command.Words(InternalDate.Format(date));
        var done = await _connection.Run(command.Message(message), Hear, ct);
        return done is { Code: "APPENDUID" } && done.CodeArguments.Split(' ') is [var validity, var uid]
            && uint.TryParse(validity, CultureInfo.InvariantCulture, out var v) && uint.TryParse(uid, CultureInfo.InvariantCulture, out var u)
                ? new(v, u)
                : null;
    }

    private async Task<SelectedMailbox> Open(string verb, string name, CancellationToken ct)
    {
        var command = new ImapCommand(verb).Mailbox(name, nameof(name));
        if (Can("CONDSTORE")) command.Words("(CONDSTORE)");
        Selected = null;
        var mailbox = new SelectedMailbox(this, name);
        var done = await _connection.Run(command, mailbox.Hear, ct);
        mailbox.IsReadOnly = verb == "EXAMINE" || done.Code == "READ-ONLY";
        if (mailbox.UidValidity == 0) throw new ProtocolBrokenException($"{name} has no UIDVALIDITY, so its messages cannot be told apart for good.");
        return Selected = mailbox;
    }
}
