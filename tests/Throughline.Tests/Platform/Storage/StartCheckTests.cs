using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform.Storage;

public sealed class StartCheckTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("throughline.db", "emptied", "empty")]
    [InlineData("throughline.db", "removed", "missing")]
    [InlineData("throughline.db", "overwritten", "no SQLite database")]
    [InlineData("throughline.db", "cut", "is damaged")]
    [InlineData("journal.db", "emptied", "empty")]
    [InlineData("journal.db", "removed", "missing")]
    [InlineData("journal.db", "overwritten", "no SQLite database")]
    [InlineData("journal.db", "cut", "is damaged")]
    [InlineData("journal.db", "another's", "another company")]
    public async Task A_folder_that_has_lost_a_database_is_not_begun_anew(string name, string fault, string words)
    {
        await MigratedFolder.CopyTo(_folder.Path);
        await StartCheck.Look(_folder.Open(), mayBeBehind: false, Ct);
        var file = _folder.File(name);
        await Spoil(file, fault);
        var before = File.Exists(file) ? await File.ReadAllBytesAsync(file, Ct) : null;

        var refused = await Assert.ThrowsAsync<DataFolderException>(() => StartCheck.Look(_folder.Open(), mayBeBehind: false, Ct));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Contains("restore FILE", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before is not null, File.Exists(file));
        if (fault != "another's" && before is not null) Assert.Equal(before, await File.ReadAllBytesAsync(file, Ct));
    }

    [Fact]
    public async Task A_folder_with_a_key_and_neither_database_had_a_company()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.Open().Keys, "master.key"), new byte[32], Ct);

        await Assert.ThrowsAsync<DataFolderException>(() => StartCheck.Look(_folder.Open(), mayBeBehind: false, Ct));
    }

    [Fact]
    public async Task An_empty_folder_and_one_whose_first_start_was_killed_are_begun()
    {
        await StartCheck.Look(_folder.Open(), mayBeBehind: false, Ct);
        await File.WriteAllBytesAsync(_folder.File("throughline.db"), [], Ct);
        await StartCheck.Look(_folder.Open(), mayBeBehind: false, Ct);
        File.Delete(_folder.File("throughline.db"));
        await using (var half = await SqliteSettings.Open(_folder.File("throughline.db"), Ct)) half.Run("create table begun (id integer)");
        await StartCheck.Look(_folder.Open(), mayBeBehind: false, Ct);
    }

    [Fact]
    public async Task A_journal_that_ends_before_what_the_views_have_seen_is_an_older_copy()
    {
        await MigratedFolder.CopyTo(_folder.Path);
        await using (var database = await SqliteSettings.Open(_folder.File("throughline.db"), Ct))
            database.Run("insert or replace into platform_checkpoints (name, position) values ('customers', 7), ('customers.decisions', 900)");

        var refused = await Assert.ThrowsAsync<DataFolderException>(() => StartCheck.Look(_folder.Open(), mayBeBehind: false, Ct));

        Assert.Contains("has seen 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains("rebuild all", refused.Message, StringComparison.Ordinal);
        await StartCheck.Look(_folder.Open(), mayBeBehind: true, Ct);
    }

    [Fact]
    public async Task Verify_names_a_row_that_points_nowhere_and_a_damaged_page()
    {
        await MigratedFolder.CopyTo(_folder.Path);
        Assert.Empty(await DatabaseCheck.Run(_folder.Open(), Ct));
        await using (var database = await SqliteSettings.Open(_folder.File("throughline.db"), Ct))
            database.Run("pragma foreign_keys=off; insert into security_last_codes (user_id, step) values ('nobody', 1); pragma wal_checkpoint(truncate)");

        Assert.Contains(await DatabaseCheck.Run(_folder.Open(), Ct), finding => finding.Contains("security_last_codes", StringComparison.Ordinal));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await Damage(_folder.File("throughline.db"));
        Assert.NotEmpty(await DatabaseCheck.Run(_folder.Open(), Ct));
    }

    private static async Task Spoil(string file, string fault)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var beside in (string[])["-wal", "-shm"]) File.Delete(file + beside);
        switch (fault)
        {
            case "emptied":
                await File.WriteAllBytesAsync(file, [], Ct);
                break;
            case "removed":
                File.Delete(file);
                break;
            case "overwritten":
                await File.WriteAllTextAsync(file, new string('x', 8192), Ct);
                break;
            case "cut":
                await using (var stream = File.OpenWrite(file)) stream.SetLength(stream.Length - 8192);
                break;
            default:
                await using (var database = await SqliteSettings.Open(file, Ct)) database.Run("pragma application_id = 4711; pragma wal_checkpoint(truncate)");
                break;
        }
    }

    // From the second page on, so that the file can be opened.
    private static async Task Damage(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        for (var i = 8192; i < Math.Min(bytes.Length, 40_000); i++) bytes[i] ^= 0xA5;
        await File.WriteAllBytesAsync(file, bytes, Ct);
    }
}
