using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Security.SetUp;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings;

/// <summary>What people do with their own account when it cannot be put on record: nothing is changed, and they are told.</summary>
public sealed class NotOnRecordTests
{
    private static readonly (string Form, string Page, (string, string)[] Fields)[] Visits =
    [
        ("password", "/account", [("Password.Current", SecuredServer.OwnerPassword), ("Password.New", "a swim in the lake")]),
        ("sessions", "/account", []),
        ($"remove-{Credential}", "/account", []),
    ];

    private const string Credential = "AQID";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neither_password_nor_sessions_nor_passkeys_change()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        await server.With<ThroughlineDb, int>(async db =>
        {
            db.UserPasskeys.Add(new() { UserId = (await db.Users.SingleAsync(Ct)).Id, CredentialId = [1, 2, 3], Data = Passkey() });
            return await db.SaveChangesAsync(Ct);
        });
        using var maria = await server.VisitAsMaria();
        await Try(server, async () =>
        {
            foreach (var (form, page, fields) in Visits)
            {
                using var answer = await maria.Fill(page, form, fields);
                Assert.True(answer.StatusCode == HttpStatusCode.InternalServerError, $"{form}: {answer.StatusCode}");
            }
        });
    }

    [Fact]
    public async Task The_second_step_goes_neither_on_nor_off()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        var key = await TwoFactorTests.KeyOf(maria);
        await Try(server, async () =>
        {
            using var on = await maria.Fill("/account/two-factor", "turn-on", ("CodeForm.Code", TwoFactorTests.CodeOf(key, server.Clock)));
            Assert.Equal(HttpStatusCode.InternalServerError, on.StatusCode);
        }, but: "security_last_codes"); // A code is spent by being shown.
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        using var now = await maria.Fill("/account/two-factor", "turn-on", ("CodeForm.Code", TwoFactorTests.CodeOf(key, server.Clock)));
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
        await Try(server, async () =>
        {
            using var off = await maria.Fill("/account/two-factor", "turn-off", ("PasswordForm.Password", SecuredServer.OwnerPassword));
            Assert.Equal(HttpStatusCode.InternalServerError, off.StatusCode);
        });
    }

    [Fact]
    public async Task Nobody_comes_in_or_sets_up_a_company()
    {
        await using var server = await SecuredServer.Start(Ct);
        var link = (CreateSetUpLink.Created)await server.With<CreateSetUpLink, CreateSetUpLink.Outcome>(f => f.Create(Ct));
        var request = new SetUpCompany.Request("Lindenhof", "Maria Keller", SecuredServer.OwnerEmail, SecuredServer.OwnerPassword, "Europe/Vienna");
        await Try(server, async () => Assert.True(RefusingRecord.Said(
            await Assert.ThrowsAnyAsync<Exception>(() => server.With<SetUpCompany, SetUpCompany.Outcome>(f => f.SetUp(link.Token, request, Ct))))));
        await server.With<SetUpCompany, SetUpCompany.Outcome>(f => f.SetUp(link.Token, request, Ct));
        using var visitor = server.Visit();
        await Try(server, async () =>
        {
            using var answer = await visitor.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.False(visitor.IsSignedIn);
        });
    }

    private static async Task Try(SecuredServer server, Func<Task> act, string? but = null)
    {
        await server.With<ThroughlineDb, int>(db => RefusingRecord.Refuse(db, Ct));
        var before = Rows();
        await act();
        Assert.Equal(before, Rows());
        await server.With<ThroughlineDb, int>(db => RefusingRecord.Relent(db, Ct));

        IEnumerable<string> Rows() =>
            [.. RefusingRecord.Rows(server.Folder).Where(row => but is null || !row.StartsWith(but, StringComparison.Ordinal))];
    }

    private static IdentityPasskeyData Passkey() => new()
    { PublicKey = [1], Name = "Phone", CreatedAt = DateTimeOffset.UnixEpoch, AttestationObject = [1], ClientDataJson = [1], Transports = [] };
}
