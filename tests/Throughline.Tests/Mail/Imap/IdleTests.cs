using Throughline.Mail.Net;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Imap;

public class IdleTests
{
    [Fact]
    public async Task An_idle_is_renewed_when_its_time_has_come_and_not_before()
    {
        var clock = new HandClock();
        await using var server = new NastyImapServer();
        await using var client = await server.SignedIn(new ConnectionOptions { Clock = clock });
        var inbox = await client.Examine("INBOX");
        var renewal = TimeSpan.FromMinutes(25);
        var waiting = inbox.WaitForNews(renewal);
        while (clock.Waiting(renewal) == 0) await Task.Delay(5);
        clock.Advance(renewal - TimeSpan.FromSeconds(1));
        await Task.Delay(50);
        Assert.DoesNotContain("DONE", server.Heard);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await waiting.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Contains("DONE", server.Heard);
        await client.NoOp();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(29 * 60 * 1000 - 1, true)]
    [InlineData(29 * 60 * 1000, false)]
    public async Task A_renewal_lies_between_nothing_and_29_minutes(int milliseconds, bool isAllowed)
    {
        await using var server = new NastyImapServer();
        var idle = "";
        server.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb == "IDLE") await peer.Line("+ idling\r\n* 1 EXISTS");
            if (verb == "IDLE") idle = tag;
            if (tag == "DONE") await peer.Line($"{idle} OK done");
            return verb == "IDLE" || tag == "DONE";
        };
        await using var client = await server.SignedIn();
        var inbox = await client.Examine("INBOX");
        var error = await Record.ExceptionAsync(() => inbox.WaitForNews(TimeSpan.FromMilliseconds(milliseconds)));
        if (isAllowed) Assert.Null(error);
        else Assert.IsType<ArgumentOutOfRangeException>(error);
    }

    [Fact]
    public async Task News_reported_before_the_idle_began_is_not_slept_through()
    {
        await using var server = new NastyImapServer();
        var (isDone, idle) = (false, "");
        server.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb == "IDLE") await peer.Line("* 3 EXISTS\r\n+ idling");
            if (verb == "IDLE") idle = tag;
            isDone |= tag == "DONE";
            if (tag == "DONE") await peer.Line($"{idle} OK done");
            return verb == "IDLE" || tag == "DONE";
        };
        await using var client = await server.SignedIn();
        var inbox = await client.Examine("INBOX");
        Assert.True(await inbox.WaitForNews(TimeSpan.FromMinutes(20)).WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.True(isDone);
        Assert.Equal(3u, inbox.Exists);
    }

    [Fact]
    public async Task A_server_that_ends_the_idle_itself_or_has_none_does_no_harm()
    {
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb == "IDLE") await peer.Line($"+ idling\r\n{tag} OK enough");
            return verb == "IDLE";
        };
        await using var client = await server.SignedIn();
        Assert.False(await (await client.Examine("INBOX")).WaitForNews(TimeSpan.FromMinutes(20)).WaitAsync(TimeSpan.FromSeconds(10)));
        await client.NoOp();

        await using var without = new NastyImapServer { Capabilities = "IMAP4rev1" };
        await using var other = await without.SignedIn();
        Assert.False(await (await other.Examine("INBOX")).WaitForNews(TimeSpan.FromMilliseconds(50)));
        Assert.Contains(without.Heard, line => line.EndsWith("NOOP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_idle_that_is_cancelled_ends_at_once()
    {
        await using var server = new NastyImapServer();
        await using var client = await server.SignedIn();
        var inbox = await client.Examine("INBOX");
        using var stop = new CancellationTokenSource();
        var waiting = inbox.WaitForNews(TimeSpan.FromMinutes(20), stop.Token);
        await Task.Delay(50);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
