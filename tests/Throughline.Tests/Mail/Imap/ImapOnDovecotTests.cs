using System.Text;
using MailKit;
using MailKit.Search;
using Throughline.Mail.Imap;
using Throughline.Mail.Net;
using Throughline.Tests.Mail.Servers;

namespace Throughline.Tests.Mail.Imap;

[Collection(RealMailServersCollection.Name)]
public class ImapOnDovecotTests(RealMailServers servers)
{
    private readonly DovecotServer _dovecot = servers.Dovecot;
    [Theory]
    [InlineData(TransportSecurity.Tls)]
    [InlineData(TransportSecurity.StartTls)]
    public async Task A_password_signs_in_over_a_private_connection(TransportSecurity security)
    {
        await using var client = await ImapClient.Connect(_dovecot.Imap(security));
        Assert.True(client.IsEncrypted);
        await client.SignIn(MailLogin.WithPassword("privat", DovecotServer.Password));
        Assert.True(client.IsSignedIn);
        Assert.True(client.Capabilities.HasFlag(MailKit.Net.Imap.ImapCapabilities.Idle));
        Assert.True((await client.Select("INBOX")).UidValidity > 0);
        await client.SignOut();
        Assert.True(client.IsBroken);
    }

    [Fact]
    public async Task A_fresh_token_signs_in()
    {
        await using var client = await ImapClient.Connect(_dovecot.Imap(TransportSecurity.Tls));
        await client.SignIn(MailLogin.WithToken("tokenuser", _ => ValueTask.FromResult(DovecotServer.Token("tokenuser"))));
        Assert.Equal(0u, (await client.Select("INBOX")).Exists);
    }

    [Fact]
    public async Task A_wrong_password_or_token_is_a_named_refusal()
    {
        await using var client = await ImapClient.Connect(_dovecot.Imap(TransportSecurity.Tls));
        var refused = await Assert.ThrowsAsync<AuthenticationFailedException>(() => client.SignIn(MailLogin.WithPassword("anna", "wrong")));
        Assert.False(refused.IsTransient);
        await Assert.ThrowsAsync<AuthenticationFailedException>(() => client.SignIn(MailLogin.WithToken("anna", _ => ValueTask.FromResult("stale"))));
        await client.SignIn(MailLogin.WithPassword("anna", DovecotServer.Password));   // The connection survived both.
    }

    [Fact]
    public async Task A_password_never_crosses_in_the_clear_unless_allowed()
    {
        var open = _dovecot.Imap(TransportSecurity.None);
        await using (var careful = await ImapClient.Connect(open))
            await Assert.ThrowsAsync<TlsFailedException>(() => careful.SignIn(MailLogin.WithPassword("anna", DovecotServer.Password)));

        await using var careless = await ImapClient.Connect(open, new ConnectionOptions { AllowCleartextLogin = true });
        await careless.SignIn(MailLogin.WithPassword("anna", DovecotServer.Password));
        Assert.True(careless.IsSignedIn);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        foreach (var security in new[] { TransportSecurity.Tls, TransportSecurity.StartTls })
        {
            var unpinned = _dovecot.Imap(security) with { Trust = TlsTrust.System };
            await Assert.ThrowsAsync<TlsFailedException>(() => ImapClient.Connect(unpinned));
            var otherPin = unpinned with { Trust = TlsTrust.Pinned(new string('A', 64)) };
            await Assert.ThrowsAsync<TlsFailedException>(() => ImapClient.Connect(otherPin));
        }
    }

    [Fact]
    public async Task Mailboxes_with_names_of_any_letters_are_made_listed_selected_and_removed()
    {
        await using var client = await _dovecot.SignedIn("names");
        string[] names = ["Entwürfe & Gelöschtes", "日本語", "quo\"te", "back\\slash", "100%", "Straße/Unter 😀"];
        foreach (var name in names) await client.Create(name);
        var listed = await client.List();
        foreach (var name in names)
        {
            Assert.Contains(listed, f => f.Name == name);
            Assert.Equal(0u, (await client.Select(name)).Exists);
            Assert.True((await client.Status(name)).UidValidity > 0);
        }

        await client.Delete("日本語");
        Assert.DoesNotContain(await client.List(), f => f.Name == "日本語");
        var gone = await Assert.ThrowsAsync<CommandRefusedException>(() => client.Select("日本語"));
        Assert.False(gone.IsTransient);
    }

    [Fact]
    public async Task What_is_appended_is_fetched_byte_for_byte_and_stays_unseen()
    {
        await using var client = await _dovecot.SignedIn("bytes");
        var mail = TestMail.OfBytes(300_000, seed: 1);
        var received = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(-7));
        var appended = await client.Append("INBOX", new MemoryStream(mail), [ImapFlag.Flagged, "custom"], received);
        Assert.NotNull(appended);

        var inbox = await client.Select("INBOX");
        Assert.Equal(appended.UidValidity, inbox.UidValidity);
        var seen = 0;
        await foreach (var message in inbox.Fetch([appended.Uid, 4_000_000]))
        {
            seen++;
            Assert.Equal(mail, await TestMail.Bytes(message.Body));
            Assert.Equal(received, message.Received);
            Assert.Equal(mail.Length, message.Size);
            Assert.Contains(ImapFlag.Flagged, message.Flags);
            Assert.Contains("custom", message.Flags);
            Assert.DoesNotContain(ImapFlag.Seen, message.Flags);
        }

        Assert.Equal(1, seen);
        using var direct = new MemoryStream();
        Assert.True(await inbox.FetchTo(appended.Uid, direct));
        Assert.Equal(mail, direct.ToArray());
        Assert.False(await inbox.FetchTo(4_000_000, direct));
    }

    [Fact]
    public async Task A_mail_of_64_MB_is_streamed_without_being_held()
    {
        await using var client = await _dovecot.SignedIn("huge");
        var line = Encoding.ASCII.GetBytes(new string('x', 998) + "\r\n");
        const int lines = 64_000;
        var path = Path.GetTempFileName();
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20, FileOptions.DeleteOnClose))
        {
            await file.WriteAsync("Subject: huge\r\n\r\n"u8.ToArray());
            for (var i = 0; i < lines; i++) await file.WriteAsync(line);
            file.Position = 0;
            await client.Append("INBOX", file);
        }

        var inbox = await client.Select("INBOX");
        var counted = new CountingStream();
        Assert.True(await inbox.FetchTo(1, counted));
        Assert.Equal(17 + (lines * 1000L), counted.Count);
        Assert.InRange(counted.LargestBlock, 1, 64 * 1024);
    }

    [Fact]
    public async Task Searching_finds_by_text_in_any_script_flag_day_and_uid()
    {
        await using var client = await _dovecot.SignedIn("search");
        await client.Append("INBOX", new MemoryStream(TestMail.About("Zahlung überfällig")), [ImapFlag.Seen]);
        await client.Append("INBOX", new MemoryStream(TestMail.About("Payment (\"overdue\")")));
        var inbox = await client.Select("INBOX");
        Assert.Equal([2u], await inbox.Search(SearchQuery.NotSeen));
        Assert.Equal([1u], await inbox.Search(SearchQuery.SubjectContains("überfällig")));
        Assert.Equal([2u], await inbox.Search(SearchQuery.SubjectContains("(\"overdue\")").And(SearchQuery.NotSeen)));
        Assert.Equal([1u, 2u], await inbox.Search(SearchQuery.HeaderContains("From", "anna@example.test")));
        Assert.Equal([2u], await inbox.Search(SearchQuery.Uids(new UniqueIdRange(new UniqueId(2), UniqueId.MaxValue))));
        var today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;
        Assert.Equal(2, (await inbox.Search(SearchQuery.DeliveredAfter(today.AddDays(-2)).And(SearchQuery.DeliveredBefore(today.AddDays(2))))).Count);
        Assert.Empty(await inbox.Search(SearchQuery.DeliveredBefore(today.AddDays(-2))));
    }

    [Fact]
    public async Task Messages_are_flagged_moved_and_removed_and_no_others()
    {
        await using var client = await _dovecot.SignedIn("moving");
        await client.Create("Done");
        for (var i = 1; i <= 5; i++) await client.Append("INBOX", new MemoryStream(TestMail.About($"number {i}")));
        var inbox = await client.Select("INBOX");
        await inbox.AddFlags([1, 2], [ImapFlag.Seen, "handled"]);
        await inbox.RemoveFlags([1], [ImapFlag.Seen]);
        Assert.Equal([2u], await inbox.Search(SearchQuery.Seen));
        Assert.Equal([1u, 2u], await inbox.Search(SearchQuery.HasKeyword("handled")));

        var moved = await inbox.Move([2, 3], "Done");
        Assert.Equal([2u, 3u], moved!.From);
        Assert.Equal([1u, 2u], moved.To);
        await inbox.AddFlags([1], [ImapFlag.Deleted]);
        await inbox.Remove([5]);
        Assert.Equal([1u, 4u], await inbox.Search(SearchQuery.All));
        Assert.Equal(2u, (await client.Select("Done")).Exists);
        await Assert.ThrowsAsync<InvalidOperationException>(() => inbox.Search(SearchQuery.All));
    }

    [Fact]
    public async Task Examining_shows_the_state_and_changes_nothing()
    {
        await using var client = await _dovecot.SignedIn("looking");
        await client.Append("INBOX", new MemoryStream(TestMail.About("one")));
        var inbox = await client.Examine("INBOX");
        Assert.True(inbox.IsReadOnly);
        Assert.Equal(2u, inbox.UidNext);
        Assert.NotNull(inbox.HighestModSeq);
        Assert.Equal(new MailboxState(inbox.UidValidity, 1), inbox.Now);
        await Assert.ThrowsAsync<InvalidOperationException>(() => inbox.AddFlags([1], [ImapFlag.Seen]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => inbox.Move([1], "Done"));
        Assert.Equal("Dovecot", (await client.Identify(new Dictionary<string, string> { ["name"] = "Through\"line" }))["name"]);
    }

    [Fact]
    public async Task Idling_ends_when_mail_comes_and_the_connection_goes_on()
    {
        await using var client = await _dovecot.SignedIn("idling");
        await using var other = await _dovecot.SignedIn("idling");
        var inbox = await client.Select("INBOX");
        Assert.False(await inbox.WaitForNews(TimeSpan.FromMilliseconds(200)));
        var waiting = inbox.WaitForNews(TimeSpan.FromMinutes(5));
        await Task.Delay(100);
        await other.Append("INBOX", new MemoryStream(TestMail.About("news")));
        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(1u, inbox.Exists);
        Assert.Equal([1u], await inbox.Search(SearchQuery.All));
    }

    private sealed class CountingStream : Stream
    {
        public long Count { get; private set; }
        public int LargestBlock { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Count; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Count += buffer.Length;
            LargestBlock = Math.Max(LargestBlock, buffer.Length);
        }
    }
}
