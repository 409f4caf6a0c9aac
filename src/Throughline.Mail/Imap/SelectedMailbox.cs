using MailKit;
using MailKit.Search;

namespace Throughline.Mail.Imap;

/// <summary>How far a mailbox has been read: enough to go on after a restart (RFC 4549 section 3).</summary>
/// <param name="UidValidity">The UIDVALIDITY under which <paramref name="LastUid"/> means anything; 0 before the first visit.</param>
/// <param name="LastUid">The highest UID that is done with; 0 for none.</param>
/// <param name="CompareBelow">After a renumbering: messages with a lower UID may be old ones under a new number. 0 when there was none.</param>
public readonly record struct MailboxState(uint UidValidity, uint LastUid, uint CompareBelow = 0);

/// <summary>The mailbox that a client has open. Ends when the client opens another.</summary>
public sealed partial class SelectedMailbox
{
    /// <summary>The longest one IDLE may last: servers may hang up after 30 minutes of silence (RFC 2177).</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(29);

    private readonly ImapClient _client;
    private readonly SpoolingFolder _folder;
    private CancellationTokenSource? _idle;

    internal SelectedMailbox(ImapClient client, SpoolingFolder folder, string name)
    {
        (_client, _folder, Name) = (client, folder, name);
        folder.CountChanged += HearNews;
        folder.MessageExpunged += HearNews;
        folder.MessagesVanished += HearNews;
        folder.MessageFlagsChanged += HearNews;
    }

    /// <summary>The decoded name.</summary>
    public string Name { get; }

    /// <summary>Changes when the server renumbers the mailbox; UIDs of an earlier value mean nothing (RFC 3501 section 2.3.1.1).</summary>
    public uint UidValidity => _folder.UidValidity;

    /// <summary>No message that comes later will have a lower UID. 0 if the server did not say.</summary>
    public uint UidNext => _folder.UidNext?.Id ?? 0;

    /// <summary>The highest modification number (CONDSTORE, RFC 7162); null when the server keeps none.</summary>
    public ulong? HighestModSeq => _folder.Supports(FolderFeature.ModSequences) && _folder.HighestModSeq > 0 ? _folder.HighestModSeq : null;

    /// <summary>How many messages there are, as last told.</summary>
    public uint Exists => (uint)Math.Max(_folder.Count, 0);

    /// <summary>Where a reader stands who wants only what comes from now on.</summary>
    public MailboxState Now => new(UidValidity, UidNext > 0 ? UidNext - 1 : 0);

    /// <summary>Whether nothing can be changed.</summary>
    public bool IsReadOnly => _folder.Access != FolderAccess.ReadWrite;

    /// <summary>Counts what the server reported about messages, so that a report between two commands is not missed.</summary>
    internal int News { get; private set; }

    private SpoolingFolder Folder => ReferenceEquals(_client.Selected, this)
        ? _folder
        : throw new InvalidOperationException($"{Name} is no longer the selected mailbox.");

    /// <summary>Searches and answers UIDs in ascending order, each once (RFC 3501 section 6.4.4).</summary>
    public async Task<IReadOnlyList<uint>> Search(SearchQuery query, CancellationToken ct = default)
    {
        var folder = Folder;
        var found = await _client.Run("UID SEARCH", () => folder.SearchAsync(query, ct));
        return [.. found.Select(uid => uid.Id).Distinct().Order()];
    }

    /// <summary>
    /// Waits until the server reports a change, or until <paramref name="renewal"/> has passed (IDLE, RFC 2177).
    /// Without IDLE it waits a tenth of that, at most a minute, and asks with NOOP. Cancelling closes the connection.
    /// </summary>
    /// <param name="renewal">More than zero and less than <see cref="LongestIdle"/>.</param>
    /// <returns>Whether the server reported something; false when the time just passed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="renewal"/> is outside its range.</exception>
    public async Task<bool> WaitForNews(TimeSpan renewal, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(renewal, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(renewal, LongestIdle);
        var before = News;
        if (_client.Kit.Capabilities.HasFlag(MailKit.Net.Imap.ImapCapabilities.Idle)) await Idle(renewal, ct);
        else await Poll(renewal, ct);
        return News != before;
    }

    /// <summary>Another mailbox is opened; MailKit keeps this one's folder.</summary>
    internal void Leave()
    {
        _folder.CountChanged -= HearNews;
        _folder.MessageExpunged -= HearNews;
        _folder.MessagesVanished -= HearNews;
        _folder.MessageFlagsChanged -= HearNews;
    }

    internal static IList<UniqueId> Uids(IEnumerable<uint> uids) => [.. uids.Distinct().Order().Select(uid => new UniqueId(uid))];

    private async Task Idle(TimeSpan renewal, CancellationToken ct)
    {
        using var done = new CancellationTokenSource(renewal, _client.Options.Clock);
        _idle = done;
        try
        {
            await _client.Run("IDLE", () =>
            {
                _client.Await("the answer to IDLE", renewal + _client.Options.Timeouts.Reply);
                return _client.Kit.IdleAsync(done.Token, ct);
            });
        }
        finally
        {
            _idle = null;
        }
    }

    private async Task Poll(TimeSpan renewal, CancellationToken ct)
    {
        var pause = renewal / 10 < TimeSpan.FromMinutes(1) ? renewal / 10 : TimeSpan.FromMinutes(1);
        await Task.Delay(pause, _client.Options.Clock, ct);
        await _client.NoOp(ct);
    }

    private void HearNews(object? sender, EventArgs happened)
    {
        News++;
        _idle?.Cancel();
    }
}
