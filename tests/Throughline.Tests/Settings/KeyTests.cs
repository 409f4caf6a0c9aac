using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Storage;
using Throughline.Settings.Keys;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings;

public sealed partial class KeyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("write")]
    [InlineData("secret")]
    public async Task A_key_tells_its_kind_and_only_its_hash_is_kept(string kind)
    {
        await using var server = await SecuredServer.Start(Ct);

        var made = await server.MakeKey(new(kind, "Web shop"));

        Assert.Matches($"^tl_{kind}_[0-9A-Za-z]{{28}}$", made.Token);
        await using var db = Database(server);
        var stored = await db.Keys.SingleAsync(Ct);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(made.Token)), stored.Hash);
        Assert.Equal(made.Token[..^24], stored.Prefix);
        Assert.DoesNotContain(made.Token, JsonSerializer.Serialize(stored), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_works_on_the_next_request_and_not_after_it_is_revoked()
    {
        await using var server = await SecuredServer.Start(Ct);
        using var program = server.Visit();
        var made = await server.MakeKey(new("secret"));
        var ring = server.Services.GetRequiredService<KeyRing>();

        Assert.Equal(HttpStatusCode.OK, (await program.Get("/api/things", made.Token)).StatusCode);
        Assert.IsType<RevokeKey.Revoked>(await server.With<RevokeKey, RevokeKey.Outcome>(f => f.Revoke(made.Id, Actor.Operator, Ct)));

        Assert.Equal(HttpStatusCode.Unauthorized, (await program.Get("/api/things", made.Token)).StatusCode);
        Assert.Null(ring.Find(made.Token));
        Assert.IsType<RevokeKey.NoSuchKey>(
            await server.With<RevokeKey, RevokeKey.Outcome>(f => f.Revoke(new KeyId(Guid.CreateVersion7()), Actor.Operator, Ct)));
    }

    [Fact]
    public async Task Finding_a_key_allocates_nothing()
    {
        await using var server = await SecuredServer.Start(Ct);
        var made = await server.MakeKey(new("write"));
        var ring = server.Services.GetRequiredService<KeyRing>();
        var utf8 = Encoding.UTF8.GetBytes(made.Token);
        Assert.NotNull(ring.Find(made.Token));
        Assert.NotNull(ring.Find(utf8));
        Assert.Null(ring.Find("tl_write_unknown"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            ring.Find(made.Token);
            ring.Find(utf8);
            ring.Find("tl_write_unknown");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(10_000)]
    public void A_token_of_any_length_is_only_unknown(int length)
    {
        using var ring = new KeyRing(TimeProvider.System);

        Assert.Null(ring.Find(new string('x', length)));
        Assert.Null(ring.Find(new string('ß', length)));
    }

    [Fact]
    public async Task Keys_made_at_the_same_time_all_work()
    {
        await using var server = await SecuredServer.Start(Ct);
        var ring = server.Services.GetRequiredService<KeyRing>();

        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => server.MakeKey(new("write")), Ct)));

        Assert.All(made, key => Assert.Equal(key.Id, ring.Find(key.Token)?.Id));
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_saved_at_the_end()
    {
        await using var server = await SecuredServer.Start(Ct);
        var (used, idle) = (await server.MakeKey(new("write")), await server.MakeKey(new("write")));
        var at = server.Clock.GetUtcNow();
        server.Services.GetRequiredService<KeyRing>().Find(used.Token);

        await server.Stop(Ct);

        await using var db = Database(server);
        var keys = db.Keys;
        Assert.InRange((await keys.SingleAsync(k => k.Id == used.Id, Ct)).LastUsedAt!.Value, at.AddSeconds(-1), at.AddSeconds(5));
        Assert.Null((await keys.SingleAsync(k => k.Id == idle.Id, Ct)).LastUsedAt);
    }

    [Fact]
    public async Task Keys_are_made_listed_and_revoked_over_the_api()
    {
        await using var server = await SecuredServer.Start(Ct);
        using var cli = server.OverLocalSocket();

        using var made = await cli.PostAsJsonAsync("/api/keys", new { kind = "write", name = "Web shop" }, Ct);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetGuid();
        using var revoked = await cli.DeleteAsync($"/api/keys/{id}", Ct);
        using var unknown = await cli.DeleteAsync($"/api/keys/{Guid.CreateVersion7()}", Ct);
        var list = await cli.GetFromJsonAsync<JsonElement>("/api/keys", Ct);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.NotFound], [made.StatusCode, revoked.StatusCode, unknown.StatusCode]);
        var line = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal("Web shop", line.GetProperty("name").GetString());
        Assert.NotEqual(JsonValueKind.Null, line.GetProperty("revokedAt").ValueKind);
    }

    [Theory]
    [InlineData("""{"kind":"admin"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"kind":"write","scopes":["things.read"]}""")]
    [InlineData("""{"kind":"secret","scopes":[]}""")]
    [InlineData("""{"kind":"secret","scopes":["no.such"]}""")]
    public async Task A_request_for_a_key_that_cannot_be_says_what_to_mend(string body)
    {
        await using var server = await SecuredServer.Start(Ct);
        using var cli = server.OverLocalSocket();

        using var answer = await cli.PostAsync("/api/keys", new StringContent(body, Encoding.UTF8, "application/json"), Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("invalid", (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_long_list_of_keys_is_paged_without_loss()
    {
        await using var server = await SecuredServer.Start(Ct);
        for (var i = 0; i < ListKeys.PageSize + 3; i++) await server.MakeKey(new("write", $"Key {i}"));

        var first = await server.With<ListKeys, ListKeys.Page>(f => f.List(0, Ct));
        var second = await server.With<ListKeys, ListKeys.Page>(f => f.List(first.Next!.Value, Ct));

        Assert.Equal(ListKeys.PageSize, first.Items.Count);
        Assert.Null(second.Next);
        Assert.Equal(ListKeys.PageSize + 3, first.Items.Concat(second.Items).DistinctBy(k => k.Id).Count());
        Assert.Equal($"Key {ListKeys.PageSize + 2}", first.Items[0].Name);
    }

    [Fact]
    public async Task The_page_shows_a_new_key_once_and_revokes_it()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();
        Assert.Contains("No keys yet", await maria.Read("/data/keys"), StringComparison.Ordinal);

        using var made = await maria.Fill("/data/keys", "create-key", ("NewKey.Name", "Web shop"), ("NewKey.Kind", "secret"));
        var token = Token().Match(await made.Content.ReadAsStringAsync(Ct)).Value;
        var page = await maria.Read("/data/keys");
        var form = RevokeForm().Match(page).Value;
        Assert.Equal(HttpStatusCode.OK, (await maria.Get("/api/things", token)).StatusCode);
        using var revoked = await maria.Fill("/data/keys", form);

        Assert.DoesNotContain(token, page, StringComparison.Ordinal);
        Assert.Contains("Web shop", page, StringComparison.Ordinal);
        Assert.Contains("undo=", revoked.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains(">revoked<", await maria.Read("/data/keys"), StringComparison.Ordinal);
        Assert.Null(server.Services.GetRequiredService<KeyRing>().Find(token));
    }

    private static ThroughlineDb Database(SecuredServer server) => server.Services.GetRequiredService<IDbContextFactory<ThroughlineDb>>().CreateDbContext();

    [GeneratedRegex("tl_secret_[0-9A-Za-z]{28}")]
    private static partial Regex Token();

    [GeneratedRegex("revoke-[0-9a-f-]{36}")]
    private static partial Regex RevokeForm();
}
