using System.CommandLine;
using System.Diagnostics;
using System.Text;
using MailKit.Search;
using Throughline.Mail.Net;
using Throughline.Mail.Pop3;
using Throughline.Mail.Receiving;
using Throughline.Mail.Smtp;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Benchmarks.Mail.Net;

/// <summary><c>measure-mail-transport --mails N</c>: mails a second to and from a real dovecot and postfix on this machine, and into the receiver.</summary>
public static class MeasureMailTransportCommand
{
    public static Command Create()
    {
        var mails = new Option<int>("--mails") { DefaultValueFactory = _ => 5000, Description = "How many mails each way." };
        var bytes = new Option<int>("--bytes") { DefaultValueFactory = _ => 8000, Description = "Bytes of each mail." };
        var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 8, Description = "Connections to the SMTP servers at once." };
        var command = new Command("measure-mail-transport",
            "Measures mails a second to and from real servers (dovecot and postfix must be installed; as root).") { mails, bytes, connections };
        command.SetAction((result, ct) => Run(result.GetValue(mails), Mail(result.GetValue(bytes)), result.GetValue(connections), ct));
        return command;
    }

    private static async Task Run(int mails, byte[] mail, int connections, CancellationToken ct)
    {
        await using var dovecot = new DovecotServer();
        await using var postfix = new PostfixServer(dovecot.SaslPort);
        await dovecot.InitializeAsync();
        await postfix.InitializeAsync();
        await Fill(dovecot, mails, mail, ct);
        await Report($"IMAP over TLS, fetched from dovecot ({mail.Length} bytes each)", mails, () => FetchAll(dovecot, mails, ct));
        await Report("POP3 over TLS, fetched from dovecot", mails, () => RetrieveAll(dovecot, mails, ct));
        await using var toPostfix = new SmtpSender(
            postfix.Smtp(TransportSecurity.StartTls), MailLogin.WithPassword("anna", DovecotServer.Password), connections: connections);
        await Report($"SMTP over STARTTLS with sign-in, stored by postfix, {connections} connections", mails, () => SendAll(toPostfix, mails, mail, ct));
        await using var one = new SmtpSender(postfix.Smtp(TransportSecurity.None), connections: 1);
        await Report("SMTP in the clear, stored by postfix, 1 connection", mails / 5, () => SendAll(one, mails / 5, mail, ct));
        await using var receiver = MailReceiver.Start(new ReceiverOptions
        {
            Store = (received, _) => ValueTask.FromResult<IReadOnlyList<Verdict>>([.. received.Recipients.Select(_ => Verdict.Accept)])
        });
        await using var toReceiver = new SmtpSender(new MailEndpoint("127.0.0.1", receiver.Endpoint.Port, TransportSecurity.None), connections: connections);
        await Report($"SMTP in the clear, taken by our receiver, {connections} connections", mails, () => SendAll(toReceiver, mails, mail, ct));
    }

    private static async Task Report(string what, int mails, Func<Task> work)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        var seconds = watch.Elapsed.TotalSeconds;
        var ours = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine($"{what}: {mails / seconds:N0} mails/s ({mails:N0} in {seconds:F2} s, {ours:F2} s of our CPU)");
    }

    private static async Task Fill(DovecotServer dovecot, int mails, byte[] mail, CancellationToken ct)
    {
        await using var client = await dovecot.SignedIn("measured", ct: ct);
        for (var i = 0; i < mails; i++) await client.Append("INBOX", new MemoryStream(mail), ct: ct);
    }

    private static async Task FetchAll(DovecotServer dovecot, int mails, CancellationToken ct)
    {
        await using var client = await dovecot.SignedIn("measured", ct: ct);
        var inbox = await client.Examine("INBOX", ct);
        var fetched = 0;
        await foreach (var _ in inbox.Fetch(await inbox.Search(SearchQuery.All, ct), ct)) fetched++;
        if (fetched != mails) throw new InvalidOperationException($"{fetched} of {mails} mails were fetched.");
    }

    private static async Task RetrieveAll(DovecotServer dovecot, int mails, CancellationToken ct)
    {
        await using var client = await Pop3Client.Connect(dovecot.Pop3(TransportSecurity.Tls), ct: ct);
        await client.SignIn(MailLogin.WithPassword("measured", DovecotServer.Password), ct);
        var list = await client.List(ct);
        foreach (var message in list) await client.RetrieveTo(message.Number, new MemoryStream(), ct);
        if (list.Count != mails) throw new InvalidOperationException($"{list.Count} of {mails} mails were listed.");
    }

    private static async Task SendAll(SmtpSender sender, int mails, byte[] mail, CancellationToken ct) =>
        await Parallel.ForEachAsync(Enumerable.Range(0, mails), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (_, token) =>
        {
            var result = await sender.Send(new Envelope("sender@example.test", ["anna@example.test"]), new MemoryStream(mail), token);
            if (!result.AllAccepted) throw new InvalidOperationException(result.Verdicts[0].Reason);
        });

    private static byte[] Mail(int bytes)
    {
        var mail = new StringBuilder(
            "From: sender@example.test\r\nTo: anna@example.test\r\nSubject: measured\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n"
                + "Message-ID: <1@example.test>\r\n\r\n");
        while (mail.Length < bytes - 78) mail.Append('x', 76).Append("\r\n");
        return Encoding.ASCII.GetBytes(mail.ToString());
    }
}
