using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Server;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Backup;

/// <summary>
/// Makes one consistent archive of everything while the server runs. The operational database is copied before the journal: what
/// the journal has more is shown by the views as soon as they have read it, but what it lacked would be lost. So a fact that is noted
/// as handed to the journal is in the copy of it, and one that is in both is known there by its message id.
/// </summary>
[OneForAll]
public sealed class MakeBackup(DataFolder folder, IDbContextFactory<ThroughlineDb> databases, TimeProvider clock) : IDisposable, IFeature
{
    public const string Permission = "data.backup";

    private readonly SemaphoreSlim _oneAtATime = new(1);

    public abstract record Outcome;

    /// <param name="Write">Writes the archive, once, and removes the copies that it is made of.</param>
    public sealed record Ready(Func<Stream, CancellationToken, Task> Write) : Outcome;

    public sealed record AnotherIsBeingMade : Outcome;

    // Copies of what was asked for and never fetched lie here until the next backup or start.
    private string Copies => Leftovers.CopiesIn(folder);

    public async Task<Outcome> Prepare(CancellationToken ct)
    {
        if (!await _oneAtATime.WaitAsync(0, ct)) return new AnotherIsBeingMade();
        try
        {
            Remove(Copies);
            Directory.CreateDirectory(Copies);
            await Record(ct);
            await Copy(folder.Database, Path.Combine(Copies, BackupManifest.Database), ct);
            await Copy(folder.Journal, Path.Combine(Copies, BackupManifest.Journal), ct);
            return new Ready(Write);
        }
        catch
        {
            Remove(Copies);
            throw;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task Record(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Audit(Actor.Operator, "backup.made", "backup:archive");
        await db.SaveChangesAsync(ct);
    }

    // One read transaction: it sees one moment, and whoever writes need not wait. What was deleted is not copied.
    private static async Task Copy(string database, string into, CancellationToken ct)
    {
        await using var connection = await SqliteSettings.Open(database, ct);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = "vacuum into $file";
        command.Parameters.AddWithValue("$file", into);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task Write(Stream to, CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            await using var zip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true);
            await using var archive = new TarWriter(zip, TarEntryFormat.Pax, leaveOpen: true);
            await Add(archive, BackupManifest.Sign, new { BackupManifest.CurrentFormat, StatusRoutes.Version }, ct);
            var entries = new List<BackupManifest.Entry>();
            foreach (var (name, path) in Contents())
                if (await Add(archive, name, path, ct) is { } entry) entries.Add(entry);
            var (position, count) = await JournalCopied(ct);
            await Add(archive, BackupManifest.Name,
                new BackupManifest(BackupManifest.CurrentFormat, StatusRoutes.Version, clock.GetUtcNow(), position, count, entries), ct);
        }
        finally
        {
            Remove(Copies);
            _oneAtATime.Release();
        }
    }

    // Indexes are made from the journal again and are left out.
    private IEnumerable<(string Name, string Path)> Contents()
    {
        foreach (var name in (string[])[BackupManifest.Database, BackupManifest.Journal]) yield return (name, Path.Combine(Copies, name));
        if (File.Exists(Path.Combine(folder.Root, BackupManifest.Settings)))
            yield return (BackupManifest.Settings, Path.Combine(folder.Root, BackupManifest.Settings));
        foreach (var part in (string[])[folder.Keys, folder.Files])
            foreach (var path in Directory.EnumerateFiles(part, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                yield return (Path.GetRelativePath(folder.Root, path).Replace('\\', '/'), path);
    }

    // Null when somebody has deleted the file meanwhile.
    private static async Task<BackupManifest.Entry?> Add(TarWriter archive, string name, string path, CancellationToken ct)
    {
        if (!File.Exists(path)) return null;
        await using var content = new HashedStream(new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan));
        await archive.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, ct);
        return new BackupManifest.Entry(name, content.Length, content.Sha256);
    }

    private static async Task Add(TarWriter archive, string name, object content, CancellationToken ct)
    {
        using var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(content, BackupManifest.Json));
        await archive.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = json, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, ct);
    }

    private async Task<(long Position, long Count)> JournalCopied(CancellationToken ct)
    {
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder
        { DataSource = Path.Combine(Copies, BackupManifest.Journal), Mode = SqliteOpenMode.ReadOnly, Pooling = false
        }.ToString());
        await copy.OpenAsync(ct);
        var count = copy.Scalar("select count(*) from journal_interactions");
        return (count + copy.Scalar("select count(*) from journal_removed"), count);
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/backup", async (MakeBackup feature, HttpContext http, CancellationToken ct) =>
        {
            // The archive holds the master key: whoever has it can read every secret. It is for the operator of the machine alone.
            if (Actor.Of(http.User) != Actor.Operator) return Problems.Of(
                StatusCodes.Status403Forbidden, "operator_only", "To create a backup, run this on the server: ./throughline backup FILE.");
            return await feature.Prepare(ct) switch
            {
                Ready ready => Results.Stream(stream => ready.Write(stream, http.RequestAborted), "application/gzip"),
                AnotherIsBeingMade => Problems.Of(StatusCodes.Status409Conflict, "backup_running", "Another backup is in progress. Wait until it finishes."),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            };
        })
        .RequirePermission(Permission).WithTags("Status").WithSummary("A consistent backup of everything; command line only");
}
