using System.Text;
using Throughline.Mail.Imap;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Imap;

[Collection(RealMailServersCollection.Name)]
public class WatcherOnDovecotTests(RealMailServers servers)
{
    private readonly DovecotServer _dovecot = servers.Dovecot;
    private static readonly WatchOptions Quick = new() { FirstPause = TimeSpan.FromMilliseconds(10), IdleRenewal = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public async Task Each_mail_is_told_once_in_order_while_connections_are_cut_again_and_again()
    {
        await using var sender = await _dovecot.SignedIn("watched");
        ImapClient? current = null;
        var watcher = new MailboxWatcher(async ct => current = await _dovecot.SignedIn("watched", ct: ct), "INBOX", options: Quick);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var appending = Task.Run(async () =>
        {
            for (var i = 0; i < 120; i++)
                await sender.Append("INBOX", new MemoryStream(TestMail.About($"mail {i}", new string('x', 20_000))), ct: patience.Token);
        });

        var told = new List<string>();
        var interruptions = 0;
        await foreach (var happened in watcher.Watch(patience.Token))
        {
            if (happened is ConnectionInterrupted) interruptions++;
            if (happened is not NewMessage news) continue;
            told.Add(SubjectOf(await TestMail.Bytes(news.Message.Body)));
            Assert.Equal(news.Message.Uid, news.State.LastUid);
            if (told.Count % 25 == 0) await current!.DisposeAsync();
            if (told.Count == 120) break;
        }

        await appending;
        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"mail {i}"), told);
        Assert.True(interruptions >= 3);
    }

    [Fact]
    public async Task A_watch_goes_on_after_a_restart_where_it_stopped()
    {
        await using var sender = await _dovecot.SignedIn("restarted");
        await sender.Append("INBOX", new MemoryStream(TestMail.About("first")));
        await sender.Append("INBOX", new MemoryStream(TestMail.About("second")));
        var first = await Next(new MailboxWatcher(ct => _dovecot.SignedIn("restarted", ct: ct), "INBOX", options: Quick));
        Assert.Equal("first", first.Subject);
        var second = await Next(new MailboxWatcher(ct => _dovecot.SignedIn("restarted", ct: ct), "INBOX", first.State, Quick));
        Assert.Equal("second", second.Subject);
    }

    [Fact]
    public async Task A_mailbox_made_anew_tells_only_what_was_not_told_before()
    {
        await using var owner = await _dovecot.SignedIn("renumbered");
        await owner.Create("Box");
        await owner.Append("Box", new MemoryStream(TestMail.About("old one")));
        await owner.Append("Box", new MemoryStream(TestMail.About("old two")));
        ImapClient? current = null;
        var mayConnect = new SemaphoreSlim(1, 1);
        var watcher = new MailboxWatcher(async ct =>
        {
            await mayConnect.WaitAsync(ct);
            mayConnect.Release();
            return current = await _dovecot.SignedIn("renumbered", ct: ct);
        }, "Box", options: Quick);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var told = new List<string>();
        MailboxRenumbered? renumbered = null;
        await foreach (var happened in watcher.Watch(patience.Token))
        {
            if (happened is MailboxRenumbered r) renumbered = r;
            if (happened is not NewMessage news) continue;
            told.Add(SubjectOf(await TestMail.Bytes(news.Message.Body)));
            if (told.Count == 3) break;
            if (told.Count < 2) continue;
            await mayConnect.WaitAsync(patience.Token);
            await current!.DisposeAsync();
            await owner.Delete("Box");
            await Task.Delay(1100);   // UIDVALIDITY counts seconds.
            await owner.Create("Box");
            foreach (var subject in new[] { "old two", "old one", "really new" }) await owner.Append("Box", new MemoryStream(TestMail.About(subject)));
            mayConnect.Release();
        }

        Assert.Equal(["old one", "old two", "really new"], told);
        Assert.NotNull(renumbered);
        Assert.NotEqual(renumbered.Before, renumbered.Now);
    }

    private static async Task<(string Subject, MailboxState State)> Next(MailboxWatcher watcher)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var happened in watcher.Watch(patience.Token))
            if (happened is NewMessage news) return (SubjectOf(await TestMail.Bytes(news.Message.Body)), news.State);
        throw new InvalidOperationException("The watch ended.");
    }

    private static string SubjectOf(byte[] mail) => Encoding.UTF8.GetString(mail).Split("Subject: ")[1].Split("\r\n")[0];
}
