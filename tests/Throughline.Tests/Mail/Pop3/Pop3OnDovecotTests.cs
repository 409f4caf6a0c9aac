using Throughline.Mail.Net;
using Throughline.Mail.Pop3;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Pop3;

[Collection(RealMailServersCollection.Name)]
public class Pop3OnDovecotTests(RealMailServers servers)
{
    private readonly DovecotServer _dovecot = servers.Dovecot;
    [Theory]
    [InlineData(TransportSecurity.Tls)]
    [InlineData(TransportSecurity.StartTls)]
    public async Task Mail_is_listed_fetched_byte_for_byte_and_removed_at_the_goodbye(TransportSecurity security)
    {
        var user = $"pop{security}";
        byte[][] mails = [TestMail.OfBytes(200_000, 3), TestMail.About("dots", ".\r\n..\r\n.x\r\n\r\n."), TestMail.About("last")];
        await using (var imap = await _dovecot.SignedIn(user))
            foreach (var mail in mails) await imap.Append("INBOX", new MemoryStream(mail));

        await using (var client = await SignedIn(user, security))
        {
            var listed = await client.List();
            Assert.Equal([1, 2, 3], listed.Select(m => m.Number));
            Assert.Equal(3, listed.Select(m => m.UniqueId).Distinct().Count());
            foreach (var message in listed)
            {
                using var target = new MemoryStream();
                Assert.Equal(mails[message.Number - 1].Length, await client.RetrieveTo(message.Number, target));
                Assert.Equal(mails[message.Number - 1], target.ToArray());
            }

            using var top = new MemoryStream();
            await client.TopTo(3, 0, top);
            Assert.EndsWith("\r\n\r\n", System.Text.Encoding.ASCII.GetString(top.ToArray()), StringComparison.Ordinal);
            await client.Delete(1);
            await Assert.ThrowsAsync<CommandRefusedException>(() => client.RetrieveTo(1, Stream.Null));
            await client.Undelete();
            await client.Delete(2);
            await client.Quit();
        }

        await using var again = await SignedIn(user, security);
        Assert.Equal(2, (await again.List()).Count);
    }

    [Fact]
    public async Task A_deletion_without_a_goodbye_is_void()
    {
        await using (var imap = await _dovecot.SignedIn("popdrop")) await imap.Append("INBOX", new MemoryStream(TestMail.About("kept")));
        var client = await SignedIn("popdrop", TransportSecurity.Tls);
        await client.Delete(1);
        await client.DisposeAsync();
        await using var again = await SignedIn("popdrop", TransportSecurity.Tls);
        Assert.Single(await again.List());
    }

    [Fact]
    public async Task Tokens_sign_in_and_wrong_passwords_are_named_refusals()
    {
        await using var client = await Pop3Client.Connect(_dovecot.Pop3(TransportSecurity.Tls));
        var wrong = await Assert.ThrowsAsync<AuthenticationFailedException>(() => client.SignIn(MailLogin.WithPassword("poptoken", "wrong")));
        Assert.False(wrong.IsTransient);
        await client.SignIn(MailLogin.WithToken("poptoken", _ => ValueTask.FromResult(DovecotServer.Token("poptoken"))));
        Assert.Empty(await client.List());
        await client.NoOp();
    }

    [Fact]
    public async Task A_mail_beyond_the_limit_is_reported_and_the_connection_goes_on()
    {
        await using (var imap = await _dovecot.SignedIn("poplarge")) await imap.Append("INBOX", new MemoryStream(TestMail.OfBytes(100_000, 5)));
        await using var client = await Pop3Client.Connect(_dovecot.Pop3(TransportSecurity.Tls), new ConnectionOptions { MaxMessageBytes = 50_000 });
        await client.SignIn(MailLogin.WithPassword("poplarge", DovecotServer.Password));
        using var target = new MemoryStream();
        await Assert.ThrowsAsync<MessageTooLargeException>(() => client.RetrieveTo(1, target));
        Assert.True(target.Length <= 50_000);
        Assert.Single(await client.List());
    }

    private async Task<Pop3Client> SignedIn(string user, TransportSecurity security)
    {
        var client = await Pop3Client.Connect(_dovecot.Pop3(security));
        await client.SignIn(MailLogin.WithPassword(user, DovecotServer.Password));
        return client;
    }
}
