using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Settings.Users;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings;

public sealed partial class TwoFactorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_in_asks_for_the_code_of_the_app()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var (key, _) = await TurnOn(server);
        using var maria = server.Visit();

        using var first = await maria.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword, "/sign-in?returnUrl=%2Faccount");
        Assert.False(maria.IsSignedIn);
        Assert.StartsWith("/sign-in/two-factor", PathOf(maria, first), StringComparison.Ordinal);

        using var wrong = await maria.Fill(PathOf(maria, first), "second-step", ("Form.Code", Wrong(key, server.Clock)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.False(maria.IsSignedIn);

        using var right = await maria.Fill(PathOf(maria, first), "second-step", ("Form.Code", CodeOf(key, server.Clock)));
        Assert.Equal("/account", PathOf(maria, right));
        Assert.True(maria.IsSignedIn);
    }

    [Fact]
    public async Task Looking_at_the_page_leaves_the_sessions_on_other_devices_alone()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var laptop = server.Visit();
        using var phone = server.Visit();
        foreach (var device in new[] { laptop, phone }) (await device.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword)).Dispose();

        using var looked = await laptop.Get("/account/two-factor");
        server.Clock.Advance(2 * SecuritySetup.SessionCheck);
        using var there = await phone.Get("/account");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (looked.StatusCode, there.StatusCode));
    }

    [Fact]
    public async Task A_recovery_code_works_once_however_it_is_typed()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var (_, codes) = await TurnOn(server);

        Assert.Equal(10, codes.Distinct().Count());
        Assert.True(await SignInWith(server, codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.False(await SignInWith(server, codes[0]));
        Assert.True(await SignInWith(server, codes[1]));
    }

    [Fact]
    public async Task After_so_many_wrong_codes_the_right_one_must_wait_also_when_they_come_at_once()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var (key, codes) = await TurnOn(server);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SignInWith(server, Wrong(key, server.Clock))));

        Assert.False(await SignInWith(server, CodeOf(key, server.Clock)));
        Assert.False(await SignInWith(server, codes[0]));
        server.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.True(await SignInWith(server, CodeOf(key, server.Clock)));
    }

    [Fact]
    public async Task A_recovery_code_sent_by_many_at_once_lets_one_in()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var (_, codes) = await TurnOn(server);

        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SignInWith(server, codes[0]))), isIn => isIn);
    }

    [Fact]
    public async Task A_code_works_once_and_an_older_one_not_after_it()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var (key, _) = await TurnOn(server);
        var older = CodeOf(key, server.Clock);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = CodeOf(key, server.Clock);

        Assert.True(await SignInWith(server, code));
        Assert.False(await SignInWith(server, code));
        Assert.False(await SignInWith(server, older));
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await SignInWith(server, CodeOf(key, server.Clock)));
    }

    [Theory]
    [InlineData(-90, false)]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(90, false)]
    public async Task A_clock_may_be_half_a_minute_off_and_no_more(int seconds, bool accepted)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var (key, _) = await TurnOn(server);
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        var phone = new MovableClock();
        phone.Advance(server.Clock.GetUtcNow() - phone.GetUtcNow() + TimeSpan.FromSeconds(seconds));

        Assert.Equal(accepted, await SignInWith(server, CodeOf(key, phone)));
    }

    [Fact]
    public async Task The_second_step_alone_lets_nobody_in()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var (key, _) = await TurnOn(server);
        using var stranger = server.Visit();

        using var answer = await stranger.Fill("/sign-in/two-factor", "second-step", ("Form.Code", CodeOf(key, server.Clock)));

        Assert.False(stranger.IsSignedIn);
        Assert.Contains("Start again", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_first_code_does_not_turn_it_on()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        var key = await KeyOf(maria);

        using var answer = await maria.Fill("/account/two-factor", "turn-on", ("CodeForm.Code", Wrong(key, server.Clock)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var again = server.Visit();
        using var signedIn = await again.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword);
        Assert.True(again.IsSignedIn);
    }

    [Fact]
    public async Task Turning_it_off_needs_the_password()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        await TurnOn(server, maria);

        using var wrong = await maria.Fill("/account/two-factor", "turn-off", ("PasswordForm.Password", "not her password"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var right = await maria.Fill("/account/two-factor", "turn-off", ("PasswordForm.Password", SecuredServer.OwnerPassword));

        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        using var again = server.Visit();
        using var signedIn = await again.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword);
        Assert.True(again.IsSignedIn);
    }

    [Fact]
    public async Task Who_lost_the_phone_starts_again_with_a_new_password_and_without_a_second_step()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        await TurnOn(server);
        var maria = (await server.With<ListUsers, ListUsers.Page>(f => f.List(0, Ct))).Items.Single();
        Assert.IsType<ResetSignIn.OnlyAnOwnerResetsOwners>(
            await server.With<ResetSignIn, ResetSignIn.Outcome>(f => f.Reset(maria.Id, new(null, IsOwner: false, "Anton Admin"), Ct)));

        var done = Assert.IsType<ResetSignIn.Done>(await server.With<ResetSignIn, ResetSignIn.Outcome>(f => f.Reset(maria.Id, Actor.Operator, Ct)));

        using var old = server.Visit();
        using var refused = await old.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var chosen = await old.Fill(done.Path, "choose", ("Form.Password", "a boat on the lake"));
        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        Assert.True(old.IsSignedIn);
        using var again = await server.VisitAs(SecuredServer.OwnerEmail, "a boat on the lake");
        Assert.True(again.IsSignedIn);
        using var stranger = server.Visit();
        using var used = await stranger.Get(done.Path);
        Assert.Equal((HttpStatusCode.NotFound, "no-referrer"), (used.StatusCode, used.Headers.GetValues("Referrer-Policy").Single()));
    }

    [Fact]
    public async Task A_link_to_choose_a_password_ends_after_a_day_and_a_newer_one_replaces_it()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var maria = (await server.With<ListUsers, ListUsers.Page>(f => f.List(0, Ct))).Items.Single();
        async Task<ResetSignIn.Done> Reset() =>
            (ResetSignIn.Done)await server.With<ResetSignIn, ResetSignIn.Outcome>(f => f.Reset(maria.Id, Actor.Operator, Ct));
        Task<ChooseNewPassword.Outcome> Choose(ResetSignIn.Done done, string? password) =>
            server.With<ChooseNewPassword, ChooseNewPassword.Outcome>(f => f.Choose(done.Path.Split('/')[^1], password, Ct));

        var (first, second) = (await Reset(), await Reset());
        Assert.False(second.IsMailed);
        Assert.IsType<ChooseNewPassword.NoSuchLink>(await Choose(first, "a boat on the lake"));
        Assert.IsType<ChooseNewPassword.Refused>(await Choose(second, "short"));
        server.Clock.Advance(TimeSpan.FromHours(24));
        Assert.IsType<ChooseNewPassword.NoSuchLink>(await Choose(second, "a boat on the lake"));
    }

    [Fact]
    public async Task A_lost_master_key_asks_for_a_code_that_nobody_has_instead_of_failing()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var (key, _) = await TurnOn(server);
        await server.With<ThroughlineDb, int>(db => db.UserTokens.ExecuteUpdateAsync(set => set.SetProperty(t => t.Value, "AQID"), Ct));

        Assert.False(await SignInWith(server, CodeOf(key, server.Clock)));
    }

    [Fact]
    public async Task No_secret_is_found_in_the_bytes_of_the_database()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        var (key, codes) = await TurnOn(server);
        var secretKey = await server.MakeKey(new("secret", "Warehouse"), Ct);

        var files = Directory.GetFiles(server.Folder.Root, "throughline.db*").Select(Read).ToList();

        Assert.Contains(files, bytes => bytes.Contains("Warehouse", StringComparison.Ordinal));   // it is there to be found
        string[] secrets = [key, .. codes, secretKey.Token, SecuredServer.OwnerPassword, "<masterKey "];
        Assert.DoesNotContain(secrets, secret => files.Exists(bytes => bytes.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static async Task<(string Key, string[] Codes)> TurnOn(SecuredServer server)
    {
        using var maria = await server.VisitAsMaria();
        return await TurnOn(server, maria);
    }

    private static async Task<(string Key, string[] Codes)> TurnOn(SecuredServer server, Visitor maria)
    {
        var key = await KeyOf(maria);
        Assert.Contains("<svg", await maria.Read("/account/two-factor"), StringComparison.Ordinal);
        using var answer = await maria.Fill("/account/two-factor", "turn-on", ("CodeForm.Code", CodeOf(key, server.Clock)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var codes = RecoveryCode().Matches(await answer.Content.ReadAsStringAsync(Ct)).Select(m => m.Value);
        server.Clock.Advance(TimeSpan.FromSeconds(30));   // to the app's next code: this one is spent
        return (key, [.. codes]);
    }

    private static async Task<bool> SignInWith(SecuredServer server, string code)
    {
        using var maria = server.Visit();
        using var first = await maria.SignIn(SecuredServer.OwnerEmail, SecuredServer.OwnerPassword);
        if (first.Headers.Location is null) return false; // Of many at once, some are sent away before their password is looked at.
        using var second = await maria.Fill(PathOf(maria, first), "second-step", ("Form.Code", code));
        return maria.IsSignedIn;
    }

    private static string PathOf(Visitor visitor, HttpResponseMessage answer) => new Uri(visitor.Http.BaseAddress!, answer.Headers.Location!).PathAndQuery;

    /// <summary>Begins, and reads the key off the page.</summary>
    internal static async Task<string> KeyOf(Visitor maria)
    {
        (await maria.Fill("/account/two-factor", "begin")).Dispose();
        return KeyOn(await maria.Read("/account/two-factor"));
    }

    private static string KeyOn(string page) => Key().Match(page).Value.Replace(" ", "", StringComparison.Ordinal);

    // RFC 6238 with the defaults of authenticator apps: SHA-1, 30 seconds, 6 digits; the key is Base32.
    internal static string CodeOf(string key, TimeProvider clock)
    {
        var bits = string.Concat(key.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] secret = [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, clock.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard that authenticator apps follow asks for SHA-1.
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var code = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue) % 1_000_000;
        return code.ToString("D6", CultureInfo.InvariantCulture);
    }

    // The neighbouring half-minutes are accepted, so a wrong code is one far from the right.
    private static string Wrong(string key, TimeProvider clock) =>
        ((int.Parse(CodeOf(key, clock), CultureInfo.InvariantCulture) + 500_000) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<=<code>)[A-Z2-7]{4}( [A-Z2-7]{1,4})+(?=</code>)")]
    private static partial Regex Key();

    [GeneratedRegex("[A-Z0-9]{5}-[A-Z0-9]{5}")]
    private static partial Regex RecoveryCode();
}
