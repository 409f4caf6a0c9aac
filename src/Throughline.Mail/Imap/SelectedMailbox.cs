using System.Globalization;

namespace Throughline.Mail.Imap;

/// <summary>How far a mailbox has been read: enough to go on after a restart (RFC 4549 section 3).</summary>
/// <param name="UidValidity">The UIDVALIDITY under which <paramref name="LastUid"/> means anything; 0 before the first visit.</param>
/// <param name="LastUid">The highest UID that is done with; 0 for none.</param>
/// <param name="CompareBelow">After a renumbering: messages with a lower UID may be old ones under a new number. 0 when there was none.</param>
public readonly record struct MailboxState(uint UidValidity, uint LastUid, uint CompareBelow = 0);

/// <summary>The mailbox that a client has open. Ends when the client opens another.</summary>
public sealed partial class SelectedMailbox
{
    private readonly ImapClient _client;

    internal SelectedMailbox(ImapClient client, string name) => (_client, Name) = (client, name);

    /// <summary>The decoded name.</summary>
    public string Name { get; }

    /// <summary>Changes when the server renumbers the mailbox; UIDs of an earlier value mean nothing (RFC 3501 section 2.3.1.1).</summary>
    public uint UidValidity { get; private set; }

    /// <summary>No message that comes later will have a lower UID. 0 if the server did not say.</summary>
    public uint UidNext { get; private set; }

    /// <summary>The highest modification number (CONDSTORE, RFC 7162); null when the server keeps none.</summary>
    public ulong? HighestModSeq { get; private set; }

    /// <summary>How many messages there are, as last told.</summary>
    public uint Exists { get; private set; }

    /// <summary>Where a reader stands who wants only what comes from now on.</summary>
    public MailboxState Now => new(UidValidity, UidNext > 0 ? UidNext - 1 : 0);

    /// <summary>Whether nothing can be changed.</summary>
    public bool IsReadOnly { get; internal set; }

    /// <summary>Counts what the server reported about messages, so that a report between two commands is not missed.</summary>
    internal int News { get; private set; }

    private ImapConnection Connection => ReferenceEquals(_client.Selected, this)
        ? _client.Connection
        : throw new InvalidOperationException($"{Name} is no longer the selected mailbox.");

    /// <summary>Searches and answers UIDs in ascending order, each once (RFC 3501 section 6.4.4).</summary>
    public async Task<UidSet> Search(ImapSearch search, CancellationToken ct = default)
    {
        var found = new List<uint>();
        var command = new ImapCommand("UID SEARCH");
        search.WriteTo(command);
        await Connection.Run(command, response =>
        {
            if (response.Name != "SEARCH") { Hear(response); return; }
            foreach (var word in response.Text.AsSpan().Split(' '))
                if (uint.TryParse(response.Text.AsSpan(word), NumberStyles.None, CultureInfo.InvariantCulture, out var uid) && uid > 0) found.Add(uid);
        }, ct);
        return new(found);
    }

    internal void Hear(ImapResponse response)
    {
        if (response.Name is "EXISTS" or "EXPUNGE" or "FETCH" or "VANISHED") News++;
        if (response.Name == "EXISTS") Exists = response.Number;
        else if (response.Name == "EXPUNGE" && Exists > 0) Exists--;
        else if (response.Name == "OK") HearCode(response);
    }

    private void HearCode(ImapResponse response)
    {
        if (!ulong.TryParse(response.CodeArguments, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return;
        if (response.Code == "HIGHESTMODSEQ") HighestModSeq = number;
        if (number is 0 or > uint.MaxValue) return;
        if (response.Code == "UIDVALIDITY") UidValidity = (uint)number;
        if (response.Code == "UIDNEXT") UidNext = (uint)number;
    }
}
