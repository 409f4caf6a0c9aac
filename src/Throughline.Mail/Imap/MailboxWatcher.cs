using System.Runtime.CompilerServices;
using MailKit;
using MailKit.Search;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>How to watch a mailbox.</summary>
public sealed record WatchOptions
{
    /// <summary>How long one IDLE lasts before it is renewed. Below <see cref="SelectedMailbox.LongestIdle"/>; 25 minutes by default.</summary>
    public TimeSpan IdleRenewal { get; init; } = TimeSpan.FromMinutes(25);

    /// <summary>The pause after the first failure; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two attempts.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the server may fail over one and the same message before it is passed over with <see cref="MessageNotDelivered"/>.</summary>
    public int AttemptsPerMessage { get; init; } = 5;

    /// <summary>
    /// Answers whether a message with this fingerprint was handled before; asked only after a renumbering.
    /// Without it, the watcher knows what it told itself (its last 100,000 messages) but nothing of before its start.
    /// </summary>
    public Func<string, CancellationToken, ValueTask<bool>>? WasSeen { get; init; }

    /// <summary>Measures the pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>
/// Tells each new message of a mailbox exactly once and in order of UID, for as long as it is listened to:
/// over lost connections, restarts (from a saved <see cref="MailboxState"/>), renumbering, and servers that repeat or reorder.
/// It only looks (EXAMINE); moving or flagging what was handled is done on another connection.
/// </summary>
/// <param name="connect">Makes a connection that is signed in.</param>
/// <param name="mailbox">The mailbox's name.</param>
/// <param name="from">Where to begin; the default state begins with the oldest message.</param>
/// <param name="options">Pauses and limits.</param>
public sealed class MailboxWatcher(Func<CancellationToken, Task<ImapClient>> connect, string mailbox, MailboxState from = default, WatchOptions? options = null)
{
    private readonly WatchOptions _options = options ?? new WatchOptions();
    private readonly ToldMessages _told = new(100_000);
    private readonly Trouble _trouble = new();
    private MailboxState _state = from;
    private int _failures;

    /// <summary>Where the watch stands.</summary>
    public MailboxState State => _state;

    /// <summary>Watches until cancelled.</summary>
    /// <exception cref="MailTransportException">A failure that no repetition mends, such as a wrong password or an unknown mailbox.</exception>
    public async IAsyncEnumerable<MailboxEvent> Watch([EnumeratorCancellation] CancellationToken ct = default)
    {
        while (true)
        {
            MailTransportException? failure = null;
            var visit = Visit(ct).GetAsyncEnumerator(ct);
            await using (visit)
            {
                while (failure is null)
                {
                    try
                    {
                        if (!await visit.MoveNextAsync()) break;
                    }
                    catch (MailTransportException error) when (error.IsTransient || _trouble.IsReading)
                    {
                        failure = error;
                        continue;
                    }

                    yield return visit.Current;
                }
            }

            _trouble.Interrupted();
            var pause = Pause();
            if (failure is not null) yield return new ConnectionInterrupted(failure, pause, _state);
            await Task.Delay(pause, _options.Clock, ct);
        }
    }

    /// <summary>One connection's life.</summary>
    private async IAsyncEnumerable<MailboxEvent> Visit([EnumeratorCancellation] CancellationToken ct)
    {
        await using var client = await connect(ct);
        var selected = await client.Examine(mailbox, ct);
        if (Arrive(selected) is { } renumbered) yield return renumbered;
        while (true)
        {
            var newsBefore = selected.News;
            var uids = await Unread(selected, ct);
            if (selected.UidValidity != _state.UidValidity) yield break;   // Renumbered under our eyes: look again from the door.
            if (uids.Count > 0)
            {
                await foreach (var told in Deliver(selected, uids, ct)) yield return told;
            }
            else if (selected.News == newsBefore)
            {
                _failures = 0;
                await selected.WaitForNews(_options.IdleRenewal, ct);
            }
        }
    }

    private MailboxRenumbered? Arrive(SelectedMailbox selected)
    {
        var before = _state.UidValidity;
        if (before == selected.UidValidity) return null;
        _trouble.Forget();
        var compareBelow = before == 0 ? 0 : selected.UidNext > 0 ? selected.UidNext : uint.MaxValue;
        _state = new(selected.UidValidity, 0, compareBelow);
        return before == 0 ? null : new(before, selected.UidValidity, _state);
    }

    private async Task<List<uint>> Unread(SelectedMailbox selected, CancellationToken ct)
    {
        if (_state.LastUid == uint.MaxValue) return [];

        // The server's "n:*" also finds the last message when that is lower.
        var found = await selected.Search(SearchQuery.Uids(new UniqueIdRange(new UniqueId(_state.LastUid + 1), UniqueId.MaxValue)), ct);
        return [.. found.Where(uid => uid > _state.LastUid)];
    }

    /// <summary>Tells the first few of these messages, up to the first that does not come.</summary>
    private async IAsyncEnumerable<MailboxEvent> Deliver(SelectedMailbox selected, List<uint> uids, [EnumeratorCancellation] CancellationToken ct)
    {
        if (_trouble.Count(uids[0]) >= _options.AttemptsPerMessage)
        {
            Advance(uids[0]);
            yield return new MessageNotDelivered(uids[0], $"The server failed over it {_options.AttemptsPerMessage} times.", _state);
            yield break;
        }

        // A message that made trouble is asked for alone, so that no other is blamed for it.
        var expected = new Queue<uint>(uids.Take(_trouble.Count(uids[0]) > 0 ? 1 : 64));
        _trouble.Reading(expected.Peek());
        await foreach (var message in selected.Fetch(expected, ct))
        {
            if (!expected.TryPeek(out var next) || message.Uid != next) continue;   // After a gap: comes again in the next round, in order.
            expected.Dequeue();
            if (await Tell(message, ct) is { } told) yield return told;
            if (expected.TryPeek(out next)) _trouble.Reading(next);
        }

        if (expected.TryPeek(out var missing)) await Explain(selected, missing, ct);
        _trouble.Done();
    }

    private async Task<MailboxEvent?> Tell(FetchedMessage message, CancellationToken ct)
    {
        var mayBeOld = message.Uid < _state.CompareBelow;
        Advance(message.Uid);
        if (message.IsTooLarge) return new MessageNotDelivered(message.Uid, $"It has {message.Size} bytes, which is more than is accepted.", _state);
        var fingerprint = await message.Fingerprint(ct);
        var isOld = mayBeOld && (_options.WasSeen is null ? _told.Contains(fingerprint) : await _options.WasSeen(fingerprint, ct));
        _told.Add(fingerprint);
        _failures = 0;
        return isOld ? null : new NewMessage(message, fingerprint, _state);
    }

    /// <summary>A message did not come: either it is gone by now, or the server owes it.</summary>
    private async Task Explain(SelectedMailbox selected, uint uid, CancellationToken ct)
    {
        var found = await selected.Search(SearchQuery.Uids([new UniqueId(uid)]), ct);
        if (found.Count == 0) Advance(uid);
        else _trouble.Add(uid);
    }

    private void Advance(uint uid) => _state = _state with { LastUid = uid };

    private TimeSpan Pause()
    {
        var pause = _options.FirstPause * Math.Pow(2, Math.Min(_failures++, 30));
        return pause < _options.LongestPause ? pause : _options.LongestPause;
    }
}
