using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Backup;

/// <summary>Puts an archive into an empty data folder: everything is unpacked beside it and compared with the manifest before any of it is
/// put in place.</summary>
public static class RestoreBackup
{
    /// <exception cref="BackupException">The folder is not empty, or the file is damaged, cut off, newer than this program, or no archive
    /// of ours. Nothing was changed.</exception>
    public static async Task<BackupManifest> Restore(string file, string data, CancellationToken ct)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(data));
        if (!File.Exists(file)) throw new BackupException($"There is no file {file}.");
        if (File.Exists(root) || Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
            throw new BackupException($"{root} is not empty. A backup is restored into an empty folder only; name another with --data.");
        var (draft, held) = Leftovers.BeginRestore(root);
        try
        {
            var manifest = await Unpack(file, draft, ct);
            held.Dispose();
            PutInPlace(draft, root);
            return manifest;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException or FormatException)
        {
            throw new BackupException(
                $"{file} is damaged or cut off, or no backup of Throughline ({e.Message.TrimEnd('.')}). Nothing was restored; try another copy.", e);
        }
        finally
        {
            held.Dispose();
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        }
    }

    private static async Task<BackupManifest> Unpack(string file, string draft, CancellationToken ct)
    {
        await using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        await using var archive = new TarReader(zip);
        if (await archive.GetNextEntryAsync(copyData: false, ct) is not { Name: BackupManifest.Sign })
            throw new BackupException($"{file} is no backup of Throughline.");
        var unpacked = new List<BackupManifest.Entry>();
        while (await archive.GetNextEntryAsync(copyData: false, ct) is { } entry)
        {
            if (entry.Name != BackupManifest.Name) unpacked.Add(await Unpack(entry, draft, ct));
            else
            {
                var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(entry.DataStream ?? Stream.Null, BackupManifest.Json, ct);
                await zip.CopyToAsync(Stream.Null, ct); // At its end stands the checksum of the whole archive.
                return manifest is null ? throw new InvalidDataException("its manifest is empty") : Checked(manifest, unpacked);
            }
        }
        throw new InvalidDataException("its end is missing");
    }

    private static async Task<BackupManifest.Entry> Unpack(TarEntry entry, string draft, CancellationToken ct)
    {
        if (entry.EntryType != TarEntryType.RegularFile || !IsOurs(entry.Name)) throw new InvalidDataException("it holds what no backup holds");
        var path = Path.Combine(draft, entry.Name);
        OwnerOnly.Make(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly.File;
        await using var into = new FileStream(path, options);
        if (entry.DataStream is { } content) await content.CopyToAsync(into, ct);
        into.Flush(flushToDisk: true);
        into.Position = 0;
        return new BackupManifest.Entry(entry.Name, into.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(into, ct)));
    }

    private static BackupManifest Checked(BackupManifest manifest, List<BackupManifest.Entry> unpacked)
    {
        if (manifest.Format > BackupManifest.CurrentFormat)
            throw new BackupException($"The backup was made by Throughline {manifest.Version}, which is newer than this one. Restore it with that version.");
        if (unpacked.Except(manifest.Entries).FirstOrDefault() is { } wrong) throw new InvalidDataException($"{wrong.Name} is not as it was written");
        if (manifest.Entries.Except(unpacked).FirstOrDefault() is { } missing) throw new InvalidDataException($"{missing.Name} is missing");
        foreach (var needed in (string[])[BackupManifest.Database, BackupManifest.Journal])
            if (unpacked.All(entry => entry.Name != needed)) throw new InvalidDataException($"{needed} is missing");
        return manifest;
    }

    // A name that climbs out of the folder, or that the program does not write, is nobody's backup.
    private static bool IsOurs(string name) => name is BackupManifest.Database or BackupManifest.Journal or BackupManifest.Settings
        || name.Split('/') is [BackupManifest.Keys or BackupManifest.Files, .. { Length: > 0 } parts]
            && parts.All(part => part is not ("" or "." or "..") && !part.Contains('\\', StringComparison.Ordinal));

    // A rename is all or nothing. Where the folder cannot be replaced (it is a mounted disk), its parts are moved into it, the database last.
    private static void PutInPlace(string draft, string root)
    {
        try
        {
            if (Directory.Exists(root)) Directory.Delete(root);
            Directory.Move(draft, root);
        }
        catch (IOException) when (Directory.Exists(root))
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(draft).OrderBy(path => Path.GetFileName(path) == BackupManifest.Database).ToList())
                if (Directory.Exists(path)) CopyFolder(path, Path.Combine(root, Path.GetFileName(path)));
                else File.Move(path, Path.Combine(root, Path.GetFileName(path)));
        }
    }

    // Between two disks a folder cannot be moved, a file can.
    private static void CopyFolder(string from, string into)
    {
        OwnerOnly.Make(into);
        foreach (var file in Directory.EnumerateFiles(from)) File.Move(file, Path.Combine(into, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from)) CopyFolder(folder, Path.Combine(into, Path.GetFileName(folder)));
    }
}
