using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Limits;
using Throughline.Platform.Security.Users;

namespace Throughline.Tests.Platform.Security;

public sealed class GuessTests
{
    private readonly MovableClock _clock = new();
    private readonly GuessLimits _limits;

    public GuessTests() => _limits = new GuessLimits(Options.Create(new SecurityLimits { WrongSignInsPerAccount = 3 }), _clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "64:ff9b::203.0.113.7", true)]
    [InlineData("::ffff:203.0.113.7", "::ffff:203.0.113.8", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void A_line_is_one_source_whichever_of_its_addresses_it_takes(string one, string other, bool same) =>
        Assert.Equal(same, Source.Of(IPAddress.Parse(one)) == Source.Of(IPAddress.Parse(other)));

    [Fact]
    public void Strangers_shut_out_themselves_and_neither_the_owner_elsewhere_nor_a_device_that_was_let_in_before()
    {
        for (var i = 0; i < 3; i++) Assert.Null(Guess("203.0.113.7").RetryAfter);

        Assert.InRange(Guess("203.0.113.7").RetryAfter!.Value, 1, 300);
        Assert.Null(Guess("198.51.100.1").RetryAfter);
        Assert.Null(Guess("203.0.113.7", device: "the owner's").RetryAfter);
        Assert.Null(_limits.Password(IPAddress.Parse("203.0.113.7"), "SOMEBODY@ELSE.EXAMPLE").RetryAfter);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(Guess("203.0.113.7").RetryAfter);
    }

    [Fact]
    public void Strangers_everywhere_make_each_other_wait_and_shut_nobody_out()
    {
        var guesses = Enumerable.Range(0, 200).Select(i => Guess($"203.0.{i}.7")).ToList();

        Assert.All(guesses, guess => Assert.Null(guess.RetryAfter));
        Assert.Equal(TimeSpan.Zero, guesses[10].Delay);
        Assert.Equal(TimeSpan.FromSeconds(4), guesses[^1].Delay);
        Assert.Equal(TimeSpan.Zero, Guess("203.0.113.7", device: "the owner's").Delay);
    }

    [Fact]
    public void Codes_are_so_few_that_strangers_everywhere_are_counted_together_and_a_known_device_by_itself()
    {
        for (var i = 0; i < 3; i++) Assert.Null(_limits.Code(IPAddress.Parse($"203.0.113.{i}"), "M").RetryAfter);

        Assert.InRange(_limits.Code(IPAddress.Parse("203.0.113.9"), "M").RetryAfter!.Value, 1, 900);
        Assert.Null(_limits.Code(IPAddress.Parse("203.0.113.9"), "M", "the owner's").RetryAfter);
    }

    [Fact]
    public async Task A_hundred_guesses_at_once_are_a_hundred()
    {
        var guesses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Guess("203.0.113.7"), Ct)));

        Assert.Equal(3, guesses.Count(guess => guess.RetryAfter is null));
    }

    [Fact]
    public void Whoever_was_right_begins_anew()
    {
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 2; i++) Assert.Null(Guess("203.0.113.7").RetryAfter);
            var right = Guess("203.0.113.7");
            Assert.Null(right.RetryAfter);
            right.WasRight();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public void However_many_try_only_so_many_are_remembered_and_those_who_tried_most_longest()
    {
        var tries = new Tries(5, TimeSpan.FromMinutes(5), _clock, most: 1_000);
        for (var i = 0; i < 5; i++) Assert.Null(tries.Take(ulong.MaxValue));

        for (var who = 0UL; who < 20_000; who++) tries.Take(who);

        Assert.InRange(tries.Remembered, 1, 1_000);
        Assert.NotNull(tries.Take(ulong.MaxValue));
    }

    [Fact]
    public async Task Few_passwords_are_hashed_at_once_and_the_line_has_an_end()
    {
        using var queue = new PasswordQueue();
        using var go = new ManualResetEventSlim();
        var waiting = Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / 2) + 50).Select(_ => queue.Run(isKnown: false, () => Wait(go), Ct)).ToList();

        var (isDone, _) = await queue.Run(isKnown: false, () => true, Ct);
        var (isKnownDone, _) = await queue.Run(isKnown: true, () => true, Ct);
        go.Set();

        Assert.Equal((false, true), (isDone, isKnownDone));
        Assert.All(await Task.WhenAll(waiting), one => Assert.True(one.IsDone));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("without a password")]
    [InlineData("disabled")]
    public async Task It_takes_as_long_for_whoever_cannot_come_in(string who)
    {
        var hasher = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = 300_000 }));
        using var queue = new PasswordQueue();
        var check = new CheckPassword(null!, hasher, queue, _limits);
        var maria = User.Of("maria@lindenhof.example", "Maria", "Etc/UTC", DateTimeOffset.UnixEpoch);
        maria.PasswordHash = hasher.HashPassword(maria, "a walk by the harbour");
        var other = who == "unknown" ? null : User.Of("anna@lindenhof.example", "Anna", "Etc/UTC", DateTimeOffset.UnixEpoch);
        if (who == "disabled") other!.PasswordHash = maria.PasswordHash;
        other?.Disable(DateTimeOffset.UnixEpoch);
        await Took(other);

        var (known, notIn) = (await Took(maria), await Took(other));

        Assert.True(notIn > known / 4, $"{notIn} against {known}");

        async Task<TimeSpan> Took(User? user)
        {
            var began = TimeProvider.System.GetTimestamp();
            Assert.Equal(CheckPassword.Verdict.Wrong, await check.Check(user, "not her password", isKnown: false, Ct));
            return TimeProvider.System.GetElapsedTime(began);
        }
    }

    private Guess Guess(string from, string? device = null) => _limits.Password(IPAddress.Parse(from), "MARIA@LINDENHOF.EXAMPLE", device);

    private static bool Wait(ManualResetEventSlim go)
    {
        go.Wait(TimeSpan.FromSeconds(30));
        return true;
    }
}
