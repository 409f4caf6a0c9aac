using System.Text;
using Throughline.Mail.Imap;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Imap;

/// <summary>A server that misbehaves at random while mail keeps coming: whatever happens, each mail is told once and in order.</summary>
public class WatcherChaosTests
{
    private const int Mails = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_the_server_does_each_mail_is_told_once_and_in_order(int seed)
    {
        var random = new Random(seed);
        var sent = 0;
        await using var server = new NastyImapServer();
        server.Misbehave = async (peer, tag, verb, arguments) =>
        {
            if (verb == "EXAMINE" && sent < Mails) Arrive();
            if (verb == "IDLE") return await Idle(peer, tag);
            return verb == "UID FETCH" && random.Next(3) > 0 && await Fetch(peer, tag, arguments);
        };
        var options = new WatchOptions
        { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(2), IdleRenewal = TimeSpan.FromSeconds(5),
            AttemptsPerMessage = 1000
        };
        var watcher = new MailboxWatcher(ct => server.SignedIn(ct: ct), "INBOX", options: options);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var told = new List<string>();
        await foreach (var happened in watcher.Watch(patience.Token))
        {
            if (happened is not NewMessage news) continue;
            told.Add(Encoding.ASCII.GetString(await TestMail.Bytes(news.Message.Body)));
            if (told.Count == Mails) break;
        }

        Assert.Equal(Enumerable.Range(1, Mails).Select(Body), told);

        void Arrive()
        {
            for (var count = random.Next(1, 6); count > 0 && sent < Mails; count--)
                server.Messages[(server.Messages.Count == 0 ? 0 : server.Messages.Keys.Max()) + (uint)random.Next(1, 4)] = Body(++sent);
        }

        async Task<bool> Idle(ScriptedPeer peer, string tag)
        {
            if (sent < Mails) Arrive();
            switch (random.Next(5))
            {
                case 0: throw new IOException("gone");
                case 1: Renumber(); throw new IOException("renumbered and gone");
                case 2: await peer.Line($"* {server.Messages.Count} EXISTS\r\n+ idling\r\n{tag} OK enough"); return true;
            }

            await peer.Line($"+ idling\r\n* {server.Messages.Count} EXISTS");
            await peer.Hear();
            await peer.Line($"{tag} OK done");
            return true;
        }

        void Renumber()
        {
            server.UidValidity++;
            var bodies = server.Messages.Values.ToList();
            server.Messages.Clear();
            uint uid = 0;
            foreach (var body in bodies) server.Messages[uid += (uint)random.Next(1, 3)] = body;
        }

        async Task<bool> Fetch(ScriptedPeer peer, string tag, string arguments)
        {
            var answers = NastyImapServer.Asked(arguments, server.Messages.Keys).ToList();
            if (random.Next(2) == 0) random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(answers));
            if (random.Next(3) == 0) answers.Add(answers[random.Next(answers.Count)]);
            if (random.Next(3) == 0) answers.RemoveAt(random.Next(answers.Count));
            if (random.Next(3) == 0) answers.Insert(0, server.Messages.Keys.Min());
            var text = string.Concat(answers.Select(uid => $"* {uid} FETCH ({NastyImapServer.Literal(uid, server.Messages[uid])})\r\n"));
            if (random.Next(3) == 0)
            {
                await peer.Say(text[..random.Next(text.Length + 1)]);
                throw new IOException("gone");
            }

            await peer.Line($"{text}{tag} OK done");
            return true;
        }
    }

    private static string Body(int number) => $"Subject: {number}\r\n\r\n{new string('x', number % 7 * 100)}";
}
