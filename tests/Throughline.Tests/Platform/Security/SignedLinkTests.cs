using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Security.Links;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform.Security;

public sealed class SignedLinkTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_opens_what_it_was_made_for_until_it_ends()
    {
        await using var server = await SecuredServer.Start(Ct);
        var (link, token) = await Make(server, once: false);

        var opened = await Open(server, "survey", token);
        Assert.Equal((link.Id, "survey:7"), (opened!.Id, opened.Subject));
        Assert.Matches("^[A-Za-z0-9_-]+$", token);
        Assert.Null(await Open(server, "preferences", token)); // Another purpose has another key.
        server.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await Open(server, "survey", token));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Open(server, "survey", token));
    }

    [Fact]
    public async Task A_link_that_was_altered_opens_nothing()
    {
        await using var server = await SecuredServer.Start(Ct);
        var (_, token) = await Make(server, once: false);

        foreach (var at in (int[])[10, token.Length / 2, token.Length - 2])
            Assert.Null(await Open(server, "survey", token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]));
        foreach (var bad in (string?[])[null, "", "x", "not base64 at all!", token[..20], new string('A', 5_000)])
            Assert.Null(await Open(server, "survey", bad));
    }

    [Fact]
    public async Task Of_two_who_use_a_link_that_counts_once_one_does()
    {
        await using var server = await SecuredServer.Start(Ct);
        var (link, token) = await Make(server, once: true);

        Assert.NotNull(await Open(server, "survey", token)); // Looking uses nothing up.
        var used = await Task.WhenAll(Use(server, link), Use(server, link));

        Assert.Equal([false, true], used.Order());
        Assert.Null(await Open(server, "survey", token));
    }

    [Fact]
    public async Task A_revoked_link_opens_nothing()
    {
        await using var server = await SecuredServer.Start(Ct);
        var (link, token) = await Make(server, once: false);
        var (_, other) = await Make(server, once: false);

        await WithBoth(server, async (links, db) =>
        {
            await links.Revoke(link.Id, link.EndsAt, Ct);
            return await db.TrySave(Ct);
        });

        Assert.Null(await Open(server, "survey", token));
        Assert.NotNull(await Open(server, "survey", other));
    }

    private static Task<(SignedLink Link, string Token)> Make(SecuredServer server, bool once) =>
        server.With<SignedLinks, (SignedLink, string)>(links => Task.FromResult(links.Make("survey", "survey:7", TimeSpan.FromDays(3), once)));

    private static Task<SignedLink?> Open(SecuredServer server, string purpose, string? token) =>
        server.With<SignedLinks, SignedLink?>(links => links.Open(purpose, token, Ct));

    private static Task<bool> Use(SecuredServer server, SignedLink link) => WithBoth(server, (links, db) =>
    {
        links.Use(link);
        return db.TrySave(Ct);
    });

    private static async Task<bool> WithBoth(SecuredServer server, Func<SignedLinks, ThroughlineDb, Task<bool>> act)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<SignedLinks>(), scope.ServiceProvider.GetRequiredService<ThroughlineDb>());
    }
}
