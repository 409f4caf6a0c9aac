using System.Text.Json;

namespace Throughline.Platform.Backup;

/// <summary>The last entry of an archive: what it holds, with the SHA-256 of each file in lower-case hex. An archive without it was cut off.</summary>
public sealed record BackupManifest(
    int Format, string Version, DateTimeOffset CreatedAt, long JournalPosition, long JournalCount, IReadOnlyList<BackupManifest.Entry> Entries)
{
    public const int CurrentFormat = 1;

    /// <summary>The first entry, by which an archive of ours is known, and the last.</summary>
    public const string Sign = "throughline-backup.json", Name = "manifest.json";

    public const string Database = "throughline.db", Journal = "journal.db", Files = "files", Keys = "keys", Settings = "settings.json";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public sealed record Entry(string Name, long Size, string Sha256);
}

/// <summary>The file is no archive that can be restored; the message says why and what to do.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
