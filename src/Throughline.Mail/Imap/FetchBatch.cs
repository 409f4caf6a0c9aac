using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>One FETCH of a few messages. Puts in order what comes in any order, and drops what comes twice or was never asked for.</summary>
internal sealed class FetchBatch(UidSet asked, ConnectionOptions options) : IAsyncDisposable
{
    private readonly Queue<uint> _expected = new(asked.Uids);
    private readonly HashSet<uint> _wanted = [.. asked.Uids];
    private readonly Dictionary<uint, FetchedMessage> _early = [];
    private readonly List<(Stream Body, long Size)> _arriving = [];

    /// <summary>A place for the body that begins to arrive. One that is too large goes nowhere; one of absurd size is not even waited for.</summary>
    public Stream Open(long size)
    {
        if (size / 4 > options.MaxMessageBytes) throw new MessageTooLargeException(size, options.MaxMessageBytes);
        var body = size > options.MaxMessageBytes ? Stream.Null : new SpooledStream(options.SpoolThreshold);
        _arriving.Add((body, size));
        return body;
    }

    /// <summary>Takes one response; false when it is no message of this batch.</summary>
    public bool Take(ImapResponse response)
    {
        var message = FetchItems.Of(response) is { } items ? Read(items) : null;
        foreach (var (body, _) in _arriving)
            if (body != message?.Body) body.Dispose();   // Parts that nobody asked for.
        _arriving.Clear();
        if (message is null) return false;
        if (_wanted.Remove(message.Uid)) _early.Add(message.Uid, message);
        else message.Body.Dispose();   // Asked for by nobody, or here already.
        return true;
    }

    /// <summary>The messages that may go on now: all in order so far, or at the end all that came.</summary>
    public IEnumerable<FetchedMessage> Ready(bool isEnd)
    {
        while (_expected.TryPeek(out var uid))
        {
            var isHere = _early.Remove(uid, out var message);
            if (!isHere && !isEnd) yield break;
            _expected.Dequeue();
            if (isHere) yield return message!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (body, _) in _arriving) await body.DisposeAsync();
        foreach (var message in _early.Values) await message.DisposeAsync();
    }

    private FetchedMessage? Read(List<ImapValue> items)
    {
        uint uid = 0;
        string[] flags = [];
        DateTimeOffset? received = null;
        Stream? body = null;
        for (var i = 0; i + 1 < items.Count; i += 2)
        {
            var value = items[i + 1];
            switch (items[i].Text.ToUpperInvariant())
            {
                case "UID": _ = value.TryUid(out uid); break;
                case "FLAGS": flags = [.. value.Items?.Select(flag => flag.Text) ?? []]; break;
                case "INTERNALDATE": received = InternalDate.Parse(value.Text); break;
                case "BODY[]": body = value.Body ?? (value.Bytes is { } quoted ? new MemoryStream(quoted) : null); break;
            }
        }

        if (body is null) return null;
        var size = _arriving.Find(a => a.Body == body) is { Body: not null } arrived ? arrived.Size : body.Length;
        body.Position = 0;
        return new FetchedMessage(uid, body) { Size = size, IsTooLarge = size > options.MaxMessageBytes, Flags = flags, Received = received };
    }
}
