using MailKit;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>One FETCH of a few messages. Puts in order what comes in any order, and drops what comes twice or was never asked for.</summary>
internal sealed class FetchBatch(IEnumerable<uint> asked, ConnectionOptions options) : IAsyncDisposable
{
    private readonly HashSet<uint> _wanted = [.. asked];
    private readonly SortedDictionary<uint, FetchedMessage> _arrived = [];
    private readonly Dictionary<uint, IMessageSummary> _summaries = [];
    private long _kept;

    /// <summary>Whether a message came that was not asked for.</summary>
    public bool HasStrangers { get; private set; }

    /// <summary>Messages that the server sent but that had no room beside the others; to be asked for again.</summary>
    public SortedSet<uint> Postponed { get; } = [];

    /// <summary>What the server says of the messages besides their bodies.</summary>
    public void Take(IEnumerable<IMessageSummary> summaries)
    {
        foreach (var summary in summaries)
            if (summary.UniqueId.Id > 0) _summaries[summary.UniqueId.Id] = summary;
    }

    /// <summary>A place for the body that begins to arrive. One that is too large goes nowhere, and so does one for which there is no room now.</summary>
    public Stream Open(uint? uid, long size)
    {
        var isUnwanted = uid is { } known && !_wanted.Contains(known);
        if (isUnwanted || size > options.MaxMessageBytes || !HasRoom(size)) return new MessageBody(Null, size);
        _kept += size;
        return new MessageBody(new SpooledStream(options.SpoolThreshold), size);
    }

    /// <summary>Takes a body that has arrived.</summary>
    public void Take(uint uid, MessageBody body)
    {
        if (!_wanted.Contains(uid)) HasStrangers |= !_arrived.ContainsKey(uid) && !Postponed.Contains(uid);
        if (!_wanted.Contains(uid) || !body.IsGiven) return;
        _wanted.Remove(uid);
        var store = body.Detach();
        var isTooLarge = body.Size > options.MaxMessageBytes;
        if (store == Null && !isTooLarge && body.Size > 0) Postponed.Add(uid);
        else _arrived.Add(uid, Message(uid, store, body.Size, isTooLarge));
    }

    /// <summary>What came, in ascending order, up to the first that must be asked for again. Each is the caller's to let go.</summary>
    public IEnumerable<FetchedMessage> InOrder()
    {
        foreach (var uid in _arrived.Keys.ToList())
        {
            if (Postponed.Count > 0 && uid > Postponed.Min) yield break;
            _arrived.Remove(uid, out var message);
            yield return message!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var message in _arrived.Values) await message.DisposeAsync();
    }

    private static Stream Null => Stream.Null;

    private bool HasRoom(long size) => _kept == 0 || _kept + size <= options.MaxMessageBytes;

    private FetchedMessage Message(uint uid, Stream store, long size, bool isTooLarge)
    {
        var summary = _summaries.GetValueOrDefault(uid);
        return new(uid, store)
        {
            Size = isTooLarge ? size : store.Length,
            IsTooLarge = isTooLarge,
            Flags = summary?.Flags is { } flags ? ImapFlag.Names(flags, summary.Keywords) : [],
            Received = summary?.InternalDate is { } date && date > DateTimeOffset.MinValue ? date : null,
        };
    }
}
