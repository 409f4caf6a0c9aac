using System.Net;
using Microsoft.Extensions.Options;

namespace Throughline.Platform.Security.Limits;

/// <summary>
/// How often somebody may guess at a way in. A stranger is counted by where they come from, for one account and for all; what strangers
/// everywhere try on one account makes them wait a little, and shuts nobody out. A device that was let in before is counted by itself,
/// so that it gets in while strangers are at the door. Unknown accounts are counted like those that are there.
/// </summary>
public sealed class GuessLimits
{
    private const int PerAccountToPerSource = 10, FreeEverywhere = 20, MostWaiting = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5), Longest = TimeSpan.FromSeconds(4), AStep = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _clock;
    private readonly Tries _onAccount, _fromSource, _onDevice, _everywhere, _codes;
    private int _waiting;

    public GuessLimits(IOptions<SecurityLimits> options, TimeProvider clock)
    {
        var permits = options.Value.WrongSignInsPerAccount;
        _clock = clock;
        (_onAccount, _onDevice) = (new(permits, Window, clock), new(permits, Window, clock));
        _fromSource = new(permits * PerAccountToPerSource, Window, clock);
        _everywhere = new(int.MaxValue, Window, clock);
        // Whoever guesses codes knows the password, and there are a million codes: strangers together get no more tries than one of them.
        _codes = new(permits, 3 * Window, clock);
    }

    /// <summary>Counts a guess at an account's password, or at something else that has a name of its own.</summary>
    /// <param name="device">The device that was let in before, if this is one.</param>
    public Guess Password(IPAddress? from, string account, string? device = null) => Begin(from, account, device, isCode: false);

    /// <summary>Counts a guess at the second step of an account.</summary>
    public Guess Code(IPAddress? from, string account, string? device = null) => Begin(from, "code " + account, device, isCode: true);

    /// <summary>Counts a guess of a colleague who is signed in at their own password.</summary>
    public Guess OwnPassword(Guid user) => Begin(null, "", "own " + user, isCode: false);

    /// <summary>Lets a stranger wait, longer the more strangers try the same account; false when too many wait already.</summary>
    public async Task<bool> Wait(Guess guess, CancellationToken ct)
    {
        if (guess.Delay <= TimeSpan.Zero) return true;
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }
        try
        {
            await Task.Delay(guess.Delay, _clock, ct);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private Guess Begin(IPAddress? from, string account, string? device, bool isCode)
    {
        var source = Source.Of(from);
        (Tries Tries, ulong Who)[] counts = device is not null
            ? [(_onDevice, Source.With(0, $"{device} {account}"))]
            : isCode
                ? [(_onAccount, Source.With(source, account)), (_fromSource, source), (_codes, Source.With(0, account))]
                : [(_onAccount, Source.With(source, account)), (_fromSource, source), (_everywhere, Source.With(0, account))];
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i].Tries.Take(counts[i].Who) is not { } seconds) continue;
            foreach (var (tries, who) in counts[..i]) tries.GiveBack(who);
            return new Guess([], seconds, TimeSpan.Zero);
        }
        var delay = device is null && !isCode ? AStep * (_everywhere.Count(counts[^1].Who) - FreeEverywhere) : TimeSpan.Zero;
        return new Guess(counts, null, delay < TimeSpan.Zero ? TimeSpan.Zero : delay < Longest ? delay : Longest);
    }
}

/// <summary>One guess that was counted, or may not be made.</summary>
public sealed record Guess
{
    private readonly (Tries Tries, ulong Who)[] _counts;

    internal Guess((Tries, ulong)[] counts, int? retryAfter, TimeSpan delay) => (_counts, RetryAfter, Delay) = (counts, retryAfter, delay);

    /// <summary>The whole seconds to wait; <c>null</c> when it may be made.</summary>
    public int? RetryAfter { get; }

    /// <summary>How long it waits before it is looked at.</summary>
    public TimeSpan Delay { get; }

    /// <summary>It was right: it counts as none, and the wrong ones before it on the same account are forgotten.</summary>
    public void WasRight()
    {
        for (var i = 0; i < _counts.Length; i++)
            if (i == 0) _counts[i].Tries.Forgive(_counts[i].Who);
            else _counts[i].Tries.GiveBack(_counts[i].Who);
    }
}
