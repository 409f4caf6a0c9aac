using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform.Security;

public sealed class AuditTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_came_in_and_what_they_changed_is_on_record_newest_first()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var stranger = server.Visit();
        using var refused = await stranger.SignIn(SecuredServer.OwnerEmail, "not her password");
        using var unknown = await stranger.SignIn("nobody@lindenhof.example", "not a password");
        using var maria = await server.VisitAsMaria();
        var anna = Assert.IsType<CreateUser.Created>(
            await server.With<CreateUser, CreateUser.Outcome>(f => f.Create(new("anna@lindenhof.example", Role.Agent), Actor.Operator, Ct)));
        var token = await maria.Token("/account");
        using var change =
            new HttpRequestMessage(HttpMethod.Patch, $"/api/users/{anna.Id}") { Content = JsonContent.Create(new { role = "analyst", disabled = true }) };
        change.Headers.Add("X-CSRF-TOKEN", token);
        using var changed = await maria.Http.SendAsync(change, Ct);
        var key = await server.MakeKey(new("secret", "Warehouse"), Ct);
        using var revoked = new HttpRequestMessage(HttpMethod.Delete, $"/api/keys/{key.Id.Value}");
        revoked.Headers.Add("X-CSRF-TOKEN", token);
        using var gone = await maria.Http.SendAsync(revoked, Ct);

        var list = await maria.Http.GetFromJsonAsync<JsonElement>("/api/audit", Ct);

        Assert.Equal(
            [
                "Maria Keller key.revoked Warehouse", "command line key.created Warehouse",
                "Maria Keller user.closed anna", "Maria Keller user.role-changed anna", "command line user.created anna",
                "Maria Keller user.signed-in Maria Keller", "not signed in user.sign-in-refused ", "not signed in user.sign-in-refused Maria Keller",
                "Maria Keller company.set-up Maria Keller",
            ],
            list.GetProperty("items")
                .EnumerateArray()
                .Select(i => $"{i.GetProperty("by").GetString()} {i.GetProperty("action").GetString()} {i.GetProperty("subjectName").GetString()}"));
        Assert.DoesNotContain("nobody@", list.GetRawText(), StringComparison.Ordinal);
        Assert.Null(await Check(server));
    }

    [Fact]
    public async Task The_page_filters_by_action_person_and_period_and_only_who_may_sees_it()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        await server.MakeKey(new("write", "Till"), Ct);
        using var maria = await server.VisitAsMaria();
        using var agent = await server.VisitAsNew(Role.Agent, Ct);

        var made = await maria.Read("/settings/audit?action=key.created&by=command%20line");
        var none = await maria.Read("/settings/audit?from=2020-01-01&to=2020-01-31");

        Assert.Contains("Till", made, StringComparison.Ordinal);
        Assert.DoesNotContain("Colleague added</th>", made, StringComparison.Ordinal);
        Assert.Contains("No entries yet", none, StringComparison.Ordinal);
        using var refused = await agent.Get("/settings/audit");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task An_entry_is_saved_with_what_it_tells_of_or_not_at_all()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        await using var db = Context(server);
        var taken = await db.Users.AsNoTracking().SingleAsync(Ct);
        var second = User.Of("second@lindenhof.example", "Second", "Etc/UTC", server.Clock.GetUtcNow());
        second.NormalizedEmail = taken.NormalizedEmail;
        db.Users.Add(second);
        db.Audit(Actor.Operator, "user.created", $"user:{second.Id}");

        Assert.False(await db.TrySave(Ct));

        await using var fresh = Context(server);
        Assert.DoesNotContain(await fresh.AuditEntries.ToListAsync(Ct), e => e.Action == "user.created");
        Assert.Null(fresh.Database.CurrentTransaction);
        Assert.Null(await Check(server));
    }

    [Fact]
    public async Task Many_at_once_make_one_chain_without_gaps()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);

        await Parallel.ForAsync(0, 40, Ct, async (i, ct) =>
        {
            await using var db = Context(server);
            // Some save within a transaction of their own, some save two entries together.
            await using var transaction = i % 3 == 0 ? await db.Database.BeginTransactionAsync(ct) : null;
            db.Audit(Actor.Operator, "test.done", $"test:{i}", new { i });
            if (i % 2 == 0) db.Audit(Actor.Operator, "test.done-again", $"test:{i}");
            await db.SaveChangesAsync(ct);
            if (transaction is not null) await transaction.CommitAsync(ct);
        });

        await using var all = Context(server);
        Assert.Equal(61, await all.AuditEntries.CountAsync(Ct));
        Assert.Null(await Check(server));
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_delete_an_entry()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        await using var db = Context(server);

        await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlAsync($"update security_audit set action = 'nothing'", Ct));
        await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlAsync($"delete from security_audit", Ct));
    }

    [Theory]
    [InlineData("update security_audit set details = replace(details, '2', '3') where id = 3", "entry 3 was altered")]
    [InlineData("update security_audit set at = at + 1 where id = 2", "entry 2 was altered")]
    [InlineData("update security_audit set \"by\" = 'Somebody Else' where id = 4", "entry 4 was altered")]
    [InlineData("update security_audit set previous_hash = zeroblob(32) where id = 4", "entry 4 was altered")]
    [InlineData("delete from security_audit where id = 3", "entry 3 is missing")]
    [InlineData("delete from security_audit where id = 5", "the last ones are missing")]
    [InlineData("delete from security_audit", "the last ones are missing")]
    public async Task Whoever_tampers_with_a_copy_is_found_out(string tampering, string finding)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        await using var db = Context(server);
        for (var i = 1; i < 5; i++)
        {
            db.Audit(Actor.Operator, "test.done", $"test:{i}", new { i });
            await db.SaveChangesAsync(Ct);
        }
        await db.Database.ExecuteSqlAsync($"drop trigger security_audit_is_never_changed", Ct);
        await db.Database.ExecuteSqlAsync($"drop trigger security_audit_is_never_deleted", Ct);
        Assert.Null(await Check(server));

#pragma warning disable EF1002 // The tampering is written above.
        await db.Database.ExecuteSqlRawAsync(tampering, Ct);
#pragma warning restore EF1002

        Assert.Contains(finding, await Check(server), StringComparison.Ordinal);
    }

    private static ThroughlineDb Context(SecuredServer server) => server.Services.GetRequiredService<IDbContextFactory<ThroughlineDb>>().CreateDbContext();

    private static Task<string?> Check(SecuredServer server) => server.With<CheckAudit, string?>(f => f.FirstBreak(Ct));
}
