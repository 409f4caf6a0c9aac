using System.Text;
using Throughline.Mail.Imap;
using Throughline.Mail.Net;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Imap;

public class NastyWatcherTests
{
    private static readonly WatchOptions Quick = new()
    { FirstPause = TimeSpan.FromMilliseconds(5), LongestPause = TimeSpan.FromMilliseconds(20), IdleRenewal = TimeSpan.FromMilliseconds(100)
    };

    [Fact]
    public async Task A_server_that_drops_in_the_middle_of_every_third_message_loses_and_doubles_nothing()
    {
        await using var server = new NastyImapServer();
        for (uint uid = 1; uid <= 30; uid++) server.Messages[uid] = $"body {uid}";
        var dropped = new HashSet<uint>();
        server.Misbehave = async (peer, tag, verb, arguments) =>
        {
            if (verb != "UID FETCH") return false;
            foreach (var uid in NastyImapServer.Asked(arguments, server.Messages.Keys))
            {
                var answer = $"* {uid} FETCH ({NastyImapServer.Literal(uid, server.Messages[uid])})\r\n";
                if (uid % 3 == 0 && dropped.Add(uid))
                {
                    await peer.Say(answer[..(answer.Length / 2)]);
                    throw new IOException("gone");
                }

                await peer.Say(answer);
            }

            await peer.Line($"{tag} OK done");
            return true;
        };
        var (told, events) = await Watch(server, news: 30);
        Assert.Equal(Enumerable.Range(1, 30).Select(i => $"body {i}"), told);
        Assert.Equal(10, events.OfType<ConnectionInterrupted>().Count());
    }

    [Fact]
    public async Task A_server_that_withholds_a_message_is_asked_again_and_the_order_is_kept()
    {
        await using var server = new NastyImapServer { Messages = { [1] = "body 1", [2] = "body 2", [3] = "body 3" } };
        var asked = 0;
        server.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb != "UID FETCH" || ++asked > 1) return false;
            foreach (var uid in new uint[] { 1, 3 }) await peer.Line($"* {uid} FETCH ({NastyImapServer.Literal(uid, server.Messages[uid])})");
            await peer.Line($"{tag} OK done");
            return true;
        };
        Assert.Equal(["body 1", "body 2", "body 3"], (await Watch(server, news: 3)).Told);
    }

    [Fact]
    public async Task A_message_over_which_the_server_always_fails_is_reported_and_does_not_stop_the_rest()
    {
        await using var server = new NastyImapServer { Messages = { [1] = "body 1", [2] = "poison", [3] = "body 3" } };
        server.Misbehave = async (peer, _, verb, arguments) =>
        {
            if (verb != "UID FETCH" || NastyImapServer.Asked(arguments, server.Messages.Keys) is not { } asked || !asked.Contains(2u)) return false;
            foreach (var uid in asked.TakeWhile(uid => uid < 2)) await peer.Line($"* {uid} FETCH ({NastyImapServer.Literal(uid, server.Messages[uid])})");
            throw new IOException("crashed");
        };
        var (told, events) = await Watch(server, news: 2);
        Assert.Equal(["body 1", "body 3"], told);
        Assert.Equal(2u, events.OfType<MessageNotDelivered>().Single().Uid);
        Assert.Equal(5, events.OfType<ConnectionInterrupted>().Count());
    }

    [Fact]
    public async Task Messages_gone_before_they_could_be_fetched_are_passed_over()
    {
        await using var server = new NastyImapServer { Messages = { [1] = "body 1", [2] = "gone", [3] = "body 3" } };
        server.Misbehave = (_, _, verb, _) =>
        {
            if (verb == "UID FETCH") server.Messages.Remove(2);
            return Task.FromResult(false);
        };
        var (told, events) = await Watch(server, news: 2);
        Assert.Equal(["body 1", "body 3"], told);
        Assert.Empty(events.OfType<MessageNotDelivered>());
    }

    [Fact]
    public async Task A_renumbering_tells_only_what_is_new_even_when_it_comes_midway()
    {
        await using var server = new NastyImapServer { Messages = { [10] = "one", [11] = "two" } };
        var (told, events) = await Watch(server, news: 3, after: count =>
        {
            if (count != 2) return;
            server.UidValidity = 8;
            server.Messages.Clear();
            foreach (var (uid, body) in new[] { (1u, "two"), (2u, "three"), (3u, "one") }) server.Messages[uid] = body;
            server.Misbehave = (_, _, verb, _) => verb == "IDLE" ? throw new IOException("gone") : Task.FromResult(false);
        });
        Assert.Equal(["one", "two", "three"], told);
        Assert.Equal((7u, 8u), events.OfType<MailboxRenumbered>().Select(r => (r.Before, r.Now)).Single());
    }

    [Fact]
    public async Task After_a_restart_and_a_renumbering_the_callers_own_memory_is_asked()
    {
        await using var server = new NastyImapServer { UidValidity = 9, Messages = { [1] = "known", [2] = "unknown" } };
        var known = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("known"u8));
        var options = Quick with { WasSeen = (fingerprint, _) => ValueTask.FromResult(fingerprint == known) };
        var (told, events) = await Watch(server, news: 1, from: new MailboxState(7, 40), options: options);
        Assert.Equal(["unknown"], told);
        Assert.Equal(3u, events.Last().State.CompareBelow);
    }

    [Fact]
    public async Task A_wrong_password_ends_the_watch_instead_of_locking_the_account()
    {
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, tag, verb, _) =>
        {
            if (verb != "LOGIN") return false;
            await peer.Line($"{tag} NO [AUTHENTICATIONFAILED] no");
            return true;
        };
        await Assert.ThrowsAsync<AuthenticationFailedException>(() => Watch(server, news: 1));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_server_that_is_away_for_a_while_is_asked_with_growing_pauses()
    {
        await using var server = new NastyImapServer { Messages = { [1] = "body 1" } };
        var attempts = 0;
        server.Greet = peer => ++attempts <= 4 ? throw new IOException("not yet") : peer.Line("* OK ready");
        var (told, events) = await Watch(server, news: 1);
        Assert.Equal(["body 1"], told);
        Assert.Equal([5, 10, 20, 20], events.OfType<ConnectionInterrupted>().Select(e => (int)e.RetryIn.TotalMilliseconds));
    }

    private static async Task<(List<string> Told, List<MailboxEvent> Events)> Watch(
        NastyImapServer server, int news, MailboxState from = default, WatchOptions? options = null, Action<int>? after = null)
    {
        var watcher = new MailboxWatcher(ct => server.SignedIn(ct: ct), "INBOX", from, options ?? Quick);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var told = new List<string>();
        var events = new List<MailboxEvent>();
        await foreach (var happened in watcher.Watch(patience.Token))
        {
            events.Add(happened);
            if (happened is not NewMessage message) continue;
            told.Add(Encoding.ASCII.GetString(await TestMail.Bytes(message.Message.Body)));
            after?.Invoke(told.Count);
            if (told.Count == news) break;
        }

        return (told, events);
    }
}
