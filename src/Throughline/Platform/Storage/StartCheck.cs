using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Throughline.Platform.Storage;

/// <summary>
/// Looks, before a server opens a folder, whether it still holds what it held: a database that was emptied or lost would otherwise be made
/// anew, and look like a company that never was. It reads file heads, and a small database whole; <c>verify</c> reads everything.
/// </summary>
public static class StartCheck
{
    private const long ReadWhole = 32 << 20;
    private const int HeadSize = 100;

    private static readonly byte[] Sign = "SQLite format 3\0"u8.ToArray();

    /// <summary>Reads what is there, before the migrations.</summary>
    /// <param name="mayBeBehind">Views may have read further than the journal goes: they are to be built again.</param>
    /// <exception cref="DataFolderException">Something is missing, empty, damaged, or another company's.</exception>
    public static async Task Look(DataFolder folder, bool mayBeBehind, CancellationToken ct)
    {
        var (hasDatabase, hasJournal) = (Size(folder.Database) > 0, Size(folder.Journal) > 0);
        if (!hasDatabase)
        {
            if (hasJournal) throw Lost(folder.Database, $"and {folder.Journal} is there");
            if (File.Exists(Path.Combine(folder.Keys, "master.key"))) throw Lost(folder.Database, "and the folder holds a company's master key");
            return;
        }
        await using var database = await OpenWhole(folder.Database, ct);
        var seen = HasTable(database, "platform_checkpoints")
            ? database.Scalar("select coalesce(max(position), 0) from platform_checkpoints where instr(name, '.') = 0")
            : 0;
        if (!hasJournal)
        {
            if (seen > 0 || Pair(database) != 0) throw Lost(folder.Journal, $"and {folder.Database} is there");
            return;
        }
        await using var journal = await OpenWhole(folder.Journal, ct);
        if (Pair(database) is not 0 and var ours && Pair(journal) is not 0 and var its && ours != its)
            throw new DataFolderException($"{folder.Journal} belongs to another company than {folder.Database}. {PutBack(folder.Journal)}");
        if (!mayBeBehind && HeadOf(journal) is var head && seen > head) throw new DataFolderException(
            $"{folder.Journal} ends at interaction {head}, and {folder.Database} has seen {seen}: it is an older copy, or its end was cut off. "
                + $"{PutBack(folder.Journal)} If there is none, go on with what is left: ./throughline rebuild all --data {folder.Root}");
    }

    /// <summary>Marks both databases as belonging to each other, once, when both are there.</summary>
    public static async Task Marry(DataFolder folder, CancellationToken ct)
    {
        await using var database = await SqliteSettings.Open(folder.Database, ct);
        await using var journal = await SqliteSettings.Open(folder.Journal, ct);
        var (ours, its) = (Pair(database), Pair(journal));
        if (ours != 0 && its != 0) return;
        var pair = ours | its;
        if (pair == 0) pair = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        foreach (var one in (SqliteConnection[])[journal, database]) if (Pair(one) == 0) one.Run($"pragma application_id = {pair}");
    }

    /// <summary>What a failure of SQLite means for the folder, with what to do.</summary>
    public static DataFolderException Explain(DataFolder folder, Exception failure) => StorageFault.Of(failure) switch
    {
        { Code: "disk_full" } => new($"The disk of {folder.Root} is full. Make room, and start again; nothing was lost.", failure),
        { Code: "read_only" } => new($"{folder.Root} cannot be written. It must be writable for the user that runs Throughline.", failure),
        _ => new($"A database in {folder.Root} is damaged or cannot be read ({failure.Message.TrimEnd('.')}). {PutBack("it")}", failure),
    };

    private static async Task<SqliteConnection> OpenWhole(string file, CancellationToken ct)
    {
        if (WhyNoDatabase(file) is { } why) throw new DataFolderException($"{file} is damaged: {why}. {PutBack(file)}");
        var connection = await SqliteSettings.Open(file, ct);
        if (Size(file) > ReadWhole) return connection;
        using var rows = new Statement(connection, "pragma quick_check(1)");
        if (!rows.Step() || rows.Text(0) == "ok") return connection;
        var finding = rows.Text(0).ReplaceLineEndings(" ");
        await connection.DisposeAsync();
        throw new DataFolderException($"{file} is damaged: {finding}. {PutBack(file)}");
    }

    // The head of a file says how many pages it has. While a log lies beside it, some of them may still be there alone.
    private static string? WhyNoDatabase(string file)
    {
        Span<byte> head = stackalloc byte[HeadSize];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (stream.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false) < HeadSize || !head.StartsWith(Sign)) return "it is no SQLite database";
        if (Size(file + "-wal") > 0 || !head[24..28].SequenceEqual(head[92..96])) return null;
        var page = BinaryPrimitives.ReadUInt16BigEndian(head[16..]) is 1 ? 1 << 16 : BinaryPrimitives.ReadUInt16BigEndian(head[16..]);
        return stream.Length < (long)page * BinaryPrimitives.ReadUInt32BigEndian(head[28..]) ? "its end is missing" : null;
    }

    private static DataFolderException Lost(string file, string sign) => new(
        $"{file} is {(File.Exists(file) ? "empty" : "missing")}, {sign}: this folder held a company's data. {PutBack(file)}");

    private static string PutBack(string file) =>
        $"Put {file} back as it was, or restore a backup into an empty folder: ./throughline restore FILE --data DIR. Nothing was changed.";

    private static long HeadOf(SqliteConnection journal) => !HasTable(journal, "journal_interactions") ? 0 : Math.Max(
        journal.Scalar("select coalesce(max(position), 0) from journal_interactions"),
        HasTable(journal, "journal_removed") ? journal.Scalar("select coalesce(max(position), 0) from journal_removed") : 0);

    private static bool HasTable(SqliteConnection connection, string name) =>
        connection.Scalar($"select count(*) from sqlite_master where type = 'table' and name = '{name}'") > 0;

    private static long Pair(SqliteConnection connection) => connection.Scalar("pragma application_id");

    private static long Size(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
