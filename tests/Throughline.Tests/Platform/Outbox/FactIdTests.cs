using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Contracts;
using Throughline.Customers.Logging;
using Throughline.Platform.Backup;
using Throughline.Platform.Jobs;
using Throughline.Platform.Outbox;
using Throughline.Platform.Storage;
using Throughline.Platform.Storage.Migrations;
using Throughline.Tests.Platform.Journal;
using Throughline.Tests.Platform.Server;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Platform.Outbox;

/// <summary>The message id of a fact is random: nothing that was stored before makes a later one a repeat.</summary>
public class FactIdTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task Log(TestHost host, string text) =>
        Assert.IsType<LogInteraction.Logged>(await host.With<LogInteraction, LogInteraction.Outcome>(f => f.Log("1", new("note", text), "Tomas", Ct)));

    private static List<string> Notes(TestHost host) =>
        [.. host.Journal
            .Read(0, 10_000)
            .Where(e => e.Event == "Note Added")
            .Select(e => JsonElement.Parse(e.Body.Span).GetProperty("properties").GetProperty("text").GetString()!)];

    [Fact]
    public async Task Ids_of_an_old_journal_are_read_as_ever_and_hold_up_no_later_fact()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, [.. Enumerable.Range(1, 1_000).Select(n => TestJournal.Viewed($"outbox:{n}"))]);
        await Log(host, "first");
        await Log(host, "second");
        Assert.Equal(["first", "second"], Notes(host));
        Assert.Equal("outbox:1", host.Journal.Read(0, 1)[0].MessageId);
        Assert.All(host.Journal.Read(1_000, 10), e => Assert.Matches("^fact:[0-9a-f]{32}$", e.MessageId));
    }

    [Fact]
    public async Task After_a_restore_facts_neither_vanish_nor_double()
    {
        using var place = new TestFolder();
        await using (var host = await TestHost.Start(Ct))
        {
            await host.Tell(Ct, TestJournal.Viewed("m1"));
            await Log(host, "before");
            var ready = Assert.IsType<MakeBackup.Ready>(await host.With<MakeBackup, MakeBackup.Outcome>(f => f.Prepare(Ct)));
            await using (var file = File.Create(place.File("backup"))) await ready.Write(file, Ct);
            await Log(host, "lost with the disk");
        }
        await using var restored = await TestHost.Start(Ct, fill: data => RestoreBackup.Restore(place.File("backup"), data, Ct));
        await Log(restored, "after");
        await Log(restored, "and after that");
        Assert.Equal(["before", "after", "and after that"], Notes(restored));
    }

    [Fact]
    public async Task What_was_in_the_journal_of_a_backup_and_still_in_its_outbox_is_not_doubled()
    {
        await using var host = await TestHost.Start(Ct);
        await using var db = host.Database();
        var call = new InteractionLogged(
            new Identity("userId", "anna"), "Note Added", "server", "once", null, "Tomas", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        db.Publish(call);
        await host.Tell(Ct, call.ToInteraction(db.ChangeTracker.Entries<OutboxRow>().Single().Entity.MessageId, 1_000_000)); // Copied later than the database.
        await db.SaveChangesAsync(Ct);
        for (var round = 0; round < 100 && await db.Outbox.AnyAsync(Ct); round++) await Task.Delay(50, Ct);
        Assert.Equal(["once"], Notes(host));
        Assert.False(await db.Outbox.AnyAsync(Ct));
    }

    [Fact]
    public async Task A_fact_and_a_job_that_waited_at_the_upgrade_are_still_there()
    {
        await using var host = await TestHost.Start(Ct, fill: WithTheDatabaseOfBefore);
        for (var round = 0; round < 100 && Notes(host).Count == 0; round++) await Task.Delay(50, Ct);
        Assert.Equal(["waited"], Notes(host));
        await using var db = host.Database();
        Assert.Equal("retention", (await db.Jobs.SingleAsync(Ct)).Kind);
    }

    private static async Task WithTheDatabaseOfBefore(string data)
    {
        await using var database = await SqliteSettings.Open(Path.Combine(data, "throughline.db"), Ct);
        var before = Migration.Embedded("sqlite").TakeWhile(m => m.Id != "platform/0002").ToList();
        await new MigrationRunner(TimeProvider.System, NullLogger<MigrationRunner>.Instance).Run(database, before, Ct);
        await using var command = database.CreateCommand();
        command.CommandText = """
            insert into platform_outbox (fact, payload, published_at, attempts, due_at) values ('InteractionLogged', $payload, 0, 0, 0);
            insert into platform_jobs (id, kind, payload, due_at, every_seconds, attempts) values ('retention', 'retention', '', 9000000000000000, 86400, 0);
            """;
        command.Parameters.Add(new SqliteParameter("$payload",
            """{"Customer":{"Kind":"userId","Value":"anna"},"Event":"Note Added","Channel":"server","Text":"waited","Direction":null,"By":"Tomas","HappenedAt":"2026-03-01T09:00:00+00:00","At":"2026-03-01T09:00:00+00:00"}"""));
        await command.ExecuteNonQueryAsync(Ct);
    }
}
