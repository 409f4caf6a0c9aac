using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Mail.Receiving;
using Throughline.Platform.Channels;
using Throughline.Platform.Jobs;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Server;
using Throughline.Tests.Server;
using Sending = Throughline.Contracts.Sending;

namespace Throughline.Tests.Platform.Channels;

/// <summary>Messages on their way to a real mail server.</summary>
public sealed class ChannelsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_whole_and_what_it_says_is_forgotten()
    {
        await using var drop = new MailDrop();
        await using var host = await Start(drop);
        var message = new OutgoingMessage("welcome:1", MessageLane.Now, "anna@example.com", "Grüße, Änna", "Plain words.\nÄnna")
        {
            ToName = "Änna Öberg", Html = "<p>Words with <b>markup</b></p>", Unsubscribe = "https://cx.lindenhof.example/notifications/off/x",
        };

        Assert.Equal(Sending.Queued, await Send(host, message));
        var mail = await drop.Wait(m => m.Subject == "Grüße, Änna", Ct);

        Assert.Equal("Änna Öberg <anna@example.com>", $"{mail.To.Mailboxes.Single().Name} <{mail.To.Mailboxes.Single().Address}>");
        Assert.Equal("cx@lindenhof.example", mail.From.Mailboxes.Single().Address);
        Assert.Equal("Plain words.\nÄnna", mail.TextBody!.ReplaceLineEndings("\n").Trim());
        Assert.Contains("<b>markup</b>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("<https://cx.lindenhof.example/notifications/off/x>", mail.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        var row = await Row(host, m => m.State == MessageState.Sent);
        Assert.Equal((null, null), (row.Text, row.Html));
        Assert.EndsWith("@lindenhof.example", mail.MessageId, StringComparison.Ordinal);
        Assert.StartsWith(row.Id.ToString("N"), mail.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_is_sent_once()
    {
        await using var drop = new MailDrop();
        await using var host = await Start(drop);
        Assert.Equal(Sending.Queued, await Send(host, Mail("once")));
        Assert.Equal(Sending.Known, await Send(host, Mail("once")));
        await Send(host, Mail("another"));
        await drop.Wait(m => m.Subject == "another", Ct);
        Assert.Single(drop.Mails, m => m.Subject == "once");
    }

    [Fact]
    public async Task Without_a_server_nothing_piles_up()
    {
        await using var host = await TestHost.Start(Ct);
        Assert.Equal(Sending.NotSetUp, await Send(host, Mail("nowhere")));
        await using var db = host.Database();
        Assert.Equal((0, 0), (await db.Messages.CountAsync(Ct), await db.Jobs.CountAsync(j => j.Kind == "send-now", Ct)));
    }

    [Fact]
    public async Task What_is_refused_is_given_up_and_what_may_come_later_is_tried_again_each_with_its_reason()
    {
        await using var drop = new MailDrop { Say = mail => mail.Recipients[0] switch
        {
            "nobody@example.com" => Verdict.Refuse("There is no such mailbox."),
            "later@example.com" => Verdict.TryLater("Come back when the queue is shorter."),
            _ => null,
        } };
        await using var host = await Start(drop);
        await Send(host, Mail("refused") with { To = "nobody@example.com" });
        await Send(host, Mail("later") with { To = "later@example.com" });

        var failed = await Row(host, m => m.State == MessageState.Failed);
        Assert.Contains("There is no such mailbox.", failed.LastError, StringComparison.Ordinal);
        var waiting = await Row(host, m => m.Key == "later" && m.Attempts > 0 && m.LastError != null);
        Assert.Equal(MessageState.Waiting, waiting.State);
        Assert.Contains("the queue is shorter", waiting.LastError, StringComparison.Ordinal);
        var shown = await host.With<ShowMessages, ShowMessages.Answer>(f => f.Show(Ct));
        Assert.Equal((1, 1), (shown.Waiting, shown.Failed));
        Assert.Equal(["refused", "later"], shown.Troubled.Select(t => t.Subject));
    }

    [Fact]
    public async Task Many_never_hold_up_one()
    {
        await using var drop = new MailDrop();
        var open = new TaskCompletionSource();
        drop.First = mail => mail.Recipients[0].StartsWith("many", StringComparison.Ordinal) ? open.Task : Task.CompletedTask;
        await using var host = await Start(drop);
        for (var i = 0; i < 30; i++) await Send(host, Mail($"many-{i}") with { To = $"many-{i}@example.com", Lane = MessageLane.Bulk });
        await Send(host, Mail("a way in"));

        await drop.Wait(m => m.Subject == "a way in", Ct);
        Assert.DoesNotContain(drop.Mails, m => m.Subject!.StartsWith("many", StringComparison.Ordinal));
        open.SetResult();
        await drop.Wait(m => m.Subject == "many-29", Ct);
    }

    [Fact]
    public async Task A_process_that_is_killed_before_it_is_told_sends_again_under_the_same_id_and_nothing_else()
    {
        await using var drop = new MailDrop();
        await using var server = await RunningServer.Start(Ct, [.. drop.Settings.Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value))]);
        var (killed, first) = (new TaskCompletionSource(), new TaskCompletionSource());
        drop.BeforeTheWord = async () =>
        {
            first.TrySetResult();
            await killed.Task;
        };
        await using (var local = await Throughline.Platform.Cli.LocalServer.Reach(server.Data, Ct))
            await local.Send(HttpMethod.Post, "/api/invitations", new { email = "anna@example.com", role = "agent" }, Ct);
        await first.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        await server.Crash();
        killed.SetResult();
        await server.Begin(Ct);

        for (var round = 0; round < 400 && drop.Mails.Count < 2; round++) await Task.Delay(25, Ct);
        Assert.Equal(2, drop.Mails.Count);
        Assert.Equal(drop.Mails[0].MessageId, drop.Mails[1].MessageId);
    }

    [Fact]
    public async Task What_is_sent_to_a_customer_goes_with_them()
    {
        await using var drop = new MailDrop();
        await using var host = await Start(drop);
        await Send(host, Mail("to dora") with { To = "dora@example.com" });
        await Row(host, m => m.State == MessageState.Sent);
        var dora = new WholeCustomer(new CustomerId(1), new Dictionary<int, Identity> { [1] = new(Identity.Email, "dora@example.com") });
        Assert.NotNull(await host.With<MessagesOfCustomer, object?>(f => f.Export(dora, Ct)));

        await host.With<MessagesOfCustomer, bool>(async f => { await f.Erase(dora, Ct); return true; });

        await using var db = host.Database();
        Assert.Empty(await db.Messages.ToListAsync(Ct));
    }

    internal static Task<TestHost> Start(MailDrop drop, Action<IServiceCollection>? more = null) => TestHost.Start(Ct, services =>
    {
        services.AddSingleton<IConfiguration>(provider => new ConfigurationBuilder()
            .AddInMemoryCollection(drop.Settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
        more?.Invoke(services);
    });

    private static OutgoingMessage Mail(string key) => new(key, MessageLane.Now, "anna@example.com", key, "Words.");

    private static Task<Sending> Send(TestHost host, OutgoingMessage message) => host.With<IServiceProvider, Sending>(async services =>
    {
        var sending = await services.GetRequiredService<ISendMessages>().Send(message, Ct);
        await services.GetRequiredService<ThroughlineDb>().SaveChangesAsync(Ct);
        return sending;
    });

    private static async Task<MessageRow> Row(TestHost host, System.Linq.Expressions.Expression<Func<MessageRow, bool>> which)
    {
        for (var round = 0; round < 400; round++)
        {
            await using var db = host.Database();
            if (await db.Messages.AsNoTracking().FirstOrDefaultAsync(which, Ct) is { } row) return row;
            await Task.Delay(25, Ct);
        }
        throw new TimeoutException("The message did not come to stand so within ten seconds.");
    }
}
