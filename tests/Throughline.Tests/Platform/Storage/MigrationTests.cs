using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Platform.Storage;
using Throughline.Platform.Storage.Migrations;

namespace Throughline.Tests.Platform.Storage;

public sealed class MigrationTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly MigrationRunner runner = new(TimeProvider.System, NullLogger<MigrationRunner>.Instance);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_file_is_applied_once()
    {
        await using var db = await SqliteSettings.Open(folder.File("a.db"), Ct);
        Migration first = new("service", 1, "create table service_a (id integer)"), second = new("service", 2, "create table service_b (id integer)");

        Assert.Equal(["service/0001"], await runner.Run(db, [first], Ct));
        Assert.Equal(["service/0002"], await runner.Run(db, [first, second], Ct));
        Assert.Empty(await runner.Run(db, [first, second], Ct));
    }

    [Fact]
    public async Task A_file_that_fails_in_the_middle_changes_nothing_and_is_named()
    {
        await using var db = await SqliteSettings.Open(folder.File("a.db"), Ct);

        var error = await Assert.ThrowsAsync<MigrationException>(() =>
            runner.Run(db, [new("service", 1, "create table service_a (id integer); insert into service_missing values (1)")], Ct));

        Assert.Contains("service/0001", error.Message, StringComparison.Ordinal);
        Assert.Equal(["platform_migrations"], SchemaShape.Tables(db));
        Assert.Equal(["service/0001"], await runner.Run(db, [new("service", 1, "create table service_a (id integer)")], Ct));
    }

    [Fact]
    public async Task A_file_changed_after_it_was_applied_is_refused_by_name()
    {
        await using var db = await SqliteSettings.Open(folder.File("a.db"), Ct);
        await runner.Run(db, [new("service", 1, "create table service_a (id integer)")], Ct);

        var error = await Assert.ThrowsAsync<MigrationException>(() => runner.Run(db, [new("service", 1, "create table service_a (id text)")], Ct));

        Assert.Contains("service/0001", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_of_another_system_are_not_a_change()
    {
        await using var db = await SqliteSettings.Open(folder.File("a.db"), Ct);
        await runner.Run(db, [new("service", 1, "create table service_a (\n id integer)")], Ct);

        Assert.Empty(await runner.Run(db, [new("service", 1, "create table service_a (\r\n id integer)")], Ct));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var db = await SqliteSettings.Open(folder.File("a.db"), Ct);
        Migration old = new("service", 1, "create table service_a (id integer)");
        await runner.Run(db, [old, new("service", 2, "create table service_b (id integer)")], Ct);

        var error = await Assert.ThrowsAsync<MigrationException>(() => runner.Run(db, [old], Ct));

        Assert.Contains("service/0002", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("middle")]
    public async Task A_process_killed_during_a_migration_leaves_the_old_schema_and_the_next_start_finishes(string moment)
    {
        // What is in the files at that moment is what a killed process leaves behind: nothing of it runs afterwards.
        await using (var db = await SqliteSettings.Open(folder.File("a.db"), Ct))
        {
            await runner.Run(db, [Old], Ct);
            db.CreateFunction("crash", (string at) => at == moment && CopyFiles());
            await runner.Run(db, [Old, New], Ct);
        }

        await using var survivor = await SqliteSettings.Open(folder.File("b.db"), Ct);
        Assert.Equal(["platform_migrations", "service_a"], SchemaShape.Tables(survivor));

        survivor.CreateFunction("crash", (string _) => false);
        Assert.Equal(["service/0002"], await runner.Run(survivor, [Old, New], Ct));
        Assert.Equal(["platform_migrations", "service_b", "service_c"], SchemaShape.Tables(survivor));
    }

    [Fact]
    public void Files_run_by_number_and_then_by_room_and_each_room_is_found()
    {
        var all = Migration.Embedded("sqlite");

        Assert.Contains(all, m => m.Id == "security/0001");
        Assert.Equal(all.OrderBy(m => m.Number).ThenBy(m => m.Room, StringComparer.Ordinal), all);
        Assert.Empty(Migration.Embedded("sqlite", below: "Throughline.Platform.Nothing"));
    }

    [Fact]
    public void Tables_made_by_hand_are_declared_in_the_file() =>
        Assert.Equal(["knowledge_search"], new Migration("knowledge", 1, "-- Full text.\n-- hand-made: knowledge_search\ncreate table x (y)").HandMadeTables);

    private static readonly Migration Old = new("service", 1, "create table service_a (id integer)");

    // Large enough to spill into the write-ahead log before it commits.
    private static readonly Migration New = new("service", 2, """
        select crash('before');
        pragma cache_size = 10;
        create table service_b (id integer, text text);
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) insert into service_b select i, hex(randomblob(100)) from n;
        drop table service_a;
        select crash('middle');
        create table service_c (id integer);
        """);

    private bool CopyFiles()
    {
        foreach (var suffix in (string[])["", "-wal"])
        {
            if (File.Exists(folder.File("a.db" + suffix))) File.Copy(folder.File("a.db" + suffix), folder.File("b.db" + suffix), overwrite: true);
        }
        return true;
    }
}
