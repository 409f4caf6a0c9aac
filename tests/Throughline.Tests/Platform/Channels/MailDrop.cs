using System.Collections.Concurrent;
using MimeKit;
using Throughline.Mail.Receiving;

namespace Throughline.Tests.Platform.Channels;

/// <summary>A mail server of a test's own, on a port of this machine, that keeps what it takes.</summary>
internal sealed class MailDrop : IAsyncDisposable
{
    private readonly ConcurrentQueue<MimeMessage> _mails = [];
    private readonly MailReceiver _receiver;

    public MailDrop() => _receiver = MailReceiver.Start(new ReceiverOptions { HostName = "drop.test", Store = Take });

    /// <summary>What it says of each; null: it takes it.</summary>
    public Func<ReceivedMail, Verdict?> Say { get; set; } = _ => null;

    /// <summary>Runs before a mail is looked at.</summary>
    public Func<ReceivedMail, Task> First { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after a mail is kept and before the sender hears of it.</summary>
    public Func<Task> BeforeTheWord { get; set; } = () => Task.CompletedTask;

    public int Port => _receiver.Endpoint.Port;

    public IReadOnlyList<MimeMessage> Mails => [.. _mails];

    public (string Key, string Value)[] Settings =>
        [("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{Port}"), ("Mail:Security", "none"), ("Mail:From", "cx@lindenhof.example"),
            ("Mail:Address", "https://cx.lindenhof.example")];

    public async Task<MimeMessage> Wait(Func<MimeMessage, bool> which, CancellationToken ct)
    {
        for (var round = 0; round < 400; round++)
        {
            if (_mails.FirstOrDefault(which) is { } mail) return mail;
            await Task.Delay(25, ct);
        }
        throw new TimeoutException("The mail did not come within ten seconds.");
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    private async ValueTask<IReadOnlyList<Verdict>> Take(ReceivedMail mail, CancellationToken ct)
    {
        await First(mail);
        if (Say(mail) is { } other) return [.. mail.Recipients.Select(_ => other)];
        _mails.Enqueue(await MimeMessage.LoadAsync(mail.Message, ct));
        await BeforeTheWord();
        return [.. mail.Recipients.Select(_ => Verdict.Accept)];
    }
}
