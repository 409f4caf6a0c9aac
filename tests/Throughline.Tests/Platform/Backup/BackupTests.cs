using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using Throughline.Platform.Backup;
using Throughline.Tests.Platform.Storage;
using Throughline.Tests.Server;

namespace Throughline.Tests.Platform.Backup;

public class BackupTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_under_load_holds_everything_acknowledged_before_it_began_and_runs_elsewhere()
    {
        await using var server = await RunningServer.Start(Ct);
        using var place = new TestFolder();
        var acknowledged = new ConcurrentQueue<string>();
        using var over = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 3).Select(sender => Task.Run(() => SendUntil(server, sender, acknowledged, over.Token), Ct)).ToList();
        while (acknowledged.Count < 2_000) await Task.Delay(10, Ct);
        string[] before = [.. acknowledged];
        var backedUp = await server.Run(Ct, "backup", place.File("company.tar.gz"));
        await over.CancelAsync();
        await Task.WhenAll(senders);
        Assert.Equal((0, ""), (backedUp.Exit, backedUp.Error));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.File("company.tar.gz")));

        var data = place.File("restored");
        var restored = await RunningServer.RunOn(data, Ct, "restore", place.File("company.tar.gz"));
        Assert.Equal((0, ""), (restored.Exit, restored.Error));
        var verified = await RunningServer.RunOn(data, Ct, "verify");
        Assert.Equal((0, ""), (verified.Exit, verified.Error));
        Assert.Empty(before.Except(MessageIds(data)));
        Assert.Equal(["throughline.db", "throughline.lock"], Directory.GetFiles(data, "throughline.*")
            .Select(Path.GetFileName)
            .OfType<string>()
            .Where(n => n.EndsWith("db", StringComparison.Ordinal) || n.EndsWith("lock", StringComparison.Ordinal))
            .Order());
        Assert.Empty(Directory.GetDirectories(server.Data, ".backup"));
    }

    [Fact]
    public async Task The_restored_company_is_the_same_company()
    {
        await using var server = await RunningServer.Start(Ct);
        using var place = new TestFolder();
        await server.Tell(
            "/v1/batch",
            """{"batch":[{"type":"identify","userId":"anna","traits":{"name":"Anna","email":"anna@example.com"}},{"type":"track","event":"E","userId":"jonas","messageId":"m-2"}]}""",
            Ct);
        Directory.CreateDirectory(Path.Combine(server.Data, "files", "logos"));
        await File.WriteAllTextAsync(Path.Combine(server.Data, "files", "logos", "pine.svg"), "<svg/>", Ct);
        await server.Run(Ct, "erase", "--identity", "userId:anna", "--yes");
        Assert.Equal(0, (await server.Run(Ct, "backup", place.File("b"))).Exit);
        Assert.Equal(0, (await RunningServer.RunOn(place.File("new"), Ct, "restore", place.File("b"))).Exit);

        foreach (var same in (string[])["keys/master.key", "files/logos/pine.svg"])
        {
            if (!File.Exists(Path.Combine(server.Data, same))) continue;
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(server.Data, same), Ct),
                await File.ReadAllBytesAsync(Path.Combine(place.File("new"), same), Ct));
        }
        Assert.True(File.Exists(Path.Combine(place.File("new"), "files/logos/pine.svg")));
        var export = await RunningServer.RunOn(place.File("new"), Ct, "export", "--identity", "userId:jonas", place.File("jonas.json"));
        Assert.Equal((0, ""), (export.Exit, export.Error));
        Assert.Equal(1, (await RunningServer.RunOn(place.File("new"), Ct, "export", "--identity", "userId:anna", place.File("anna.json"))).Exit);
        Assert.Contains("\"m-2\"", await File.ReadAllTextAsync(place.File("jonas.json"), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_key_makes_no_backup()
    {
        await using var server = await RunningServer.Start(Ct);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Api.PostAsync(new Uri("/api/backup", UriKind.Relative), null, Ct)).StatusCode);
    }

    [Fact]
    public async Task A_damaged_cut_or_foreign_archive_restores_nothing()
    {
        using var place = new TestFolder();
        Assert.Equal(0, (await RunningServer.RunOn(place.File("old"), Ct, "key", "create", "--kind", "write")).Exit);
        Assert.Equal(0, (await RunningServer.RunOn(place.File("old"), Ct, "backup", place.File("good"))).Exit);
        var good = await File.ReadAllBytesAsync(place.File("good"), Ct);
        var random = new Random(5);
        for (var i = 0; i < 40; i++)
        {
            var bad = good.ToArray();
            bad[random.Next(20, bad.Length - 12)] ^= (byte)(1 << random.Next(8));
            // A few bits of the packed form mean nothing; what they are in changes nothing.
            if (!Unzip(bad).AsSpan().SequenceEqual(Unzip(good))) await IsRefused(place, bad);
        }
        foreach (var length in (int[])[0, 1, 30, good.Length / 4, good.Length / 2, good.Length - 200]) await IsRefused(place, good[..length]);
        await IsRefused(place, "PK not one of ours"u8.ToArray());
        await IsRefused(place, Foreign(("readme.txt", "hello")));
        await IsRefused(place, Foreign((BackupManifest.Sign, "{}"), ("../../escaped", "x")));
        await IsRefused(place, Foreign((BackupManifest.Sign, "{}"), (BackupManifest.Name, """{"format":99,"version":"9","entries":[]}""")));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(place.Path)!, "escaped")));

        Directory.CreateDirectory(place.File("empty"));
        await RestoreBackup.Restore(place.File("good"), place.File("empty"), Ct);
        var again = await Assert.ThrowsAsync<BackupException>(() => RestoreBackup.Restore(place.File("good"), place.File("empty"), Ct));
        Assert.Contains("is not empty", again.Message, StringComparison.Ordinal);
    }

    private static async Task IsRefused(TestFolder place, byte[] archive)
    {
        await File.WriteAllBytesAsync(place.File("bad"), archive, Ct);
        await Assert.ThrowsAsync<BackupException>(() => RestoreBackup.Restore(place.File("bad"), place.File("new"), Ct));
        Assert.Empty(Directory.GetDirectories(place.Path, "new*"));
    }

    private static byte[] Unzip(byte[] archive)
    {
        using var bytes = new MemoryStream();
        using var zip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        try { zip.CopyTo(bytes); }
        catch (InvalidDataException) { bytes.WriteByte(0); } // Not what it was.
        return bytes.ToArray();
    }

    private static byte[] Foreign(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip))
            foreach (var (name, text) in entries)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)) });
        return bytes.ToArray();
    }

    private static async Task SendUntil(RunningServer server, int sender, ConcurrentQueue<string> acknowledged, CancellationToken over)
    {
        for (var batch = 0; !over.IsCancellationRequested; batch++)
        {
            string[] ids = [.. Enumerable.Range(0, 20).Select(i => $"{sender}-{batch}-{i}")];
            var answer = await server.Send("/v1/batch", "{\"batch\":["
                + string.Join(',', ids.Select(id => $$"""{"type":"track","event":"E","messageId":"{{id}}","userId":"user-{{id[^1]}}"}"""))
                + "]}", Ct);
            Assert.Equal(200, answer.Status);
            foreach (var id in ids) acknowledged.Enqueue(id);
        }
    }

    private static HashSet<string> MessageIds(string data)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(data, "journal.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select message_id from journal_interactions";
        using var rows = command.ExecuteReader();
        var ids = new HashSet<string>();
        while (rows.Read()) ids.Add(rows.GetString(0));
        return ids;
    }
}
