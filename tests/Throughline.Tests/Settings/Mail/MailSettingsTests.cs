using Throughline.Platform.Channels.Mail;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Settings.Invitations;
using Throughline.Settings.Mail;
using Throughline.Tests.Platform.Channels;
using Throughline.Tests.Platform.Security;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Settings.Mail;

public sealed class MailSettingsTests
{
    private static readonly Actor Maria = new(null, IsOwner: true, "Maria");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_is_kept_encrypted_stays_when_left_out_and_goes_with_its_user()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var request = Request("smtp.example.com", 587, "starttls") with { User = "cx", Password = "very secret words" };
        Assert.IsType<SaveMail.Saved>(await Save(server, request));
        Assert.IsType<SaveMail.Saved>(await Save(server, request with { Password = null, FromName = "Lindenhof" }));
        Assert.Equal(("very secret words", "Lindenhof"), await server.With<MailSetup, (string?, string)>(async f =>
            await f.Find(Ct) is { } route ? (route.Password, route.FromName) : (null, "")));
        foreach (var file in Directory.GetFiles(server.Folder.Root, "throughline.db*"))
            Assert.DoesNotContain("very secret words", System.Text.Encoding.Latin1.GetString(Bytes(file)), StringComparison.Ordinal);

        var shown = (await server.With<ShowMail, ShowMail.Answer>(f => f.Show(Ct))).Server!;
        Assert.Equal((true, 2), (shown.HasPassword, shown.Version));
        Assert.IsType<SaveMail.Overtaken>(await Save(server, request with { Version = 1 }));
        await Save(server, request with { User = null, Password = "" });
        Assert.False((await server.With<ShowMail, ShowMail.Answer>(f => f.Show(Ct))).Server!.HasPassword);
    }

    [Theory]
    [InlineData("host", "not a host", 587, "starttls", "cx@example.com", "https://cx.example.com", null)]
    [InlineData("port", "smtp.example.com", 70000, "starttls", "cx@example.com", "https://cx.example.com", null)]
    [InlineData("security", "smtp.example.com", 587, "ssl", "cx@example.com", "https://cx.example.com", null)]
    [InlineData("security", "smtp.example.com", 25, "none", "cx@example.com", "https://cx.example.com", "user")]
    [InlineData("from", "smtp.example.com", 587, "tls", "nobody", "https://cx.example.com", null)]
    [InlineData("address", "smtp.example.com", 587, "tls", "cx@example.com", "cx.example.com", null)]
    public async Task What_is_wrong_stands_beside_its_field(string field, string host, int port, string security, string from, string address, string? user)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var refused = Assert.IsType<SaveMail.Refused>(await Save(server, new(host, port, security, user, From: from, Address: address)));
        Assert.Equal([field], refused.Faults.Select(f => f.Field));
    }

    [Fact]
    public async Task A_test_mail_tells_the_servers_answer_and_an_invitation_is_mailed_as_well_as_shown()
    {
        await using var drop = new MailDrop();
        await using var host = await TestHost.Start(Ct);
        await host.With<SaveMail, SaveMail.Outcome>(f => f.Save(Request("127.0.0.1", drop.Port, "none"), Maria, Ct));
        var tina = ((CreateUser.Created)await host.With<CreateUser, CreateUser.Outcome>(f => f.Create(new("tina@example.com", Role.Admin), Maria, Ct))).Id;

        var sent = Assert.IsType<TestMail.Sent>(await host.With<TestMail, TestMail.Outcome>(f => f.Send(new(tina, false, "Tina"), Ct)));
        Assert.StartsWith("250", sent.Answer, StringComparison.Ordinal);
        var invited = (InviteColleague.Invited)await host.With<InviteColleague, InviteColleague.Outcome>(f =>
            f.Invite(new("anna@example.com", Role.Agent, "Anna"), Maria, Ct));
        Assert.True(invited.IsMailed);
        var mail = await drop.Wait(m => m.To.Mailboxes.Single().Address == "anna@example.com", Ct);
        Assert.Contains("https://cx.example.com" + invited.Path, mail.TextBody, StringComparison.Ordinal);

        Assert.IsType<SaveMail.Removed>(await host.With<SaveMail, SaveMail.Outcome>(f => f.Remove(Maria, Ct)));
        Assert.IsType<TestMail.NotSetUp>(await host.With<TestMail, TestMail.Outcome>(f => f.Send(new(tina, false, "Tina"), Ct)));
    }

    [Fact]
    public async Task What_the_servers_settings_say_is_not_changed_here()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct, ("Mail:Host", "smtp.example.com"), ("Mail:From", "cx@example.com"));
        Assert.IsType<SaveMail.SaidElsewhere>(await Save(server, Request("other.example.com", 25, "none")));
        var shown = (await server.With<ShowMail, ShowMail.Answer>(f => f.Show(Ct))).Server!;
        Assert.Equal(("smtp.example.com", 587, true), (shown.Host, shown.Port, shown.IsConfigured));
    }

    private static SaveMail.Request Request(string host, int port, string security) =>
        new(host, port, security, From: "cx@example.com", Address: "https://cx.example.com/");

    private static Task<SaveMail.Outcome> Save(SecuredServer server, SaveMail.Request request) =>
        server.With<SaveMail, SaveMail.Outcome>(f => f.Save(request, Maria, Ct));

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
