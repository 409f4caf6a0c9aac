using System.Text;

namespace Throughline.Platform.Storage;

/// <summary>The folder that holds everything a company has: both databases, files, keys and the local socket.</summary>
public sealed class DataFolder
{
    private const int WouldBlock = 11, WouldBlockOnMac = 35, SharingViolation = unchecked((int)0x80070020);

    private string? _socket;

    private DataFolder(string root) => Root = root;

    public string Root { get; }

    /// <summary>The operational SQLite database.</summary>
    public string Database => Path.Combine(Root, "throughline.db");

    /// <summary>The journal's own SQLite database.</summary>
    public string Journal => Path.Combine(Root, "journal.db");

    /// <summary>The Unix socket over which the command line talks to a running server.</summary>
    public string Socket => _socket ?? (IsShort ? InFolder : File.Exists(SocketNote) ? File.ReadAllText(SocketNote) : InFolder);

    // The system takes at most 107 bytes for a socket's path; that of a folder deeper down lies in a new one of its own, which a note names.
    private const int LongestSocketPath = 100;

    private string InFolder => Path.Combine(Root, "throughline.sock");

    private string SocketNote => Path.Combine(Root, "throughline.sock.at");

    private bool IsShort => Encoding.UTF8.GetByteCount(InFolder) <= LongestSocketPath;

    public string Files => Path.Combine(Root, "files");

    /// <summary>What running work puts aside because memory is too small for it. Nothing in it outlives that work, so no backup holds it.</summary>
    public string Spill => Path.Combine(Root, "spill");

    /// <summary>Holds the master key. Whoever reads it can read every secret, so it is owner-only.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Settings of this installation; it may be there before anything else.</summary>
    public string Settings => Path.Combine(Root, "settings.json");

    private string LockFile => Path.Combine(Root, "throughline.lock");

    /// <summary>Opens the folder for its owner alone, and creates it when it is missing.</summary>
    /// <exception cref="DataFolderException">The folder cannot be created or written, or belongs to more than us.</exception>
    public static DataFolder Open(string path)
    {
        var folder = new DataFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        try
        {
            if (SharedPlaces.WhyNot(folder.Root) is { } why) throw new DataFolderException(why);
            OwnerOnly.Make(folder.Root);
            OwnerOnly.Make(folder.Files);
            OwnerOnly.Make(folder.Keys);
            folder.CloseWhatWasThere();
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder {folder.Root} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Takes the folder for this process alone; <c>null</c> when another process holds it. The lock ends with the process, however it ends.</summary>
    /// <exception cref="DataFolderException">The folder cannot be written.</exception>
    public DataFolderLock? TryLock()
    {
        try
        {
            return new DataFolderLock(new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException(
                $"The data folder {Root} cannot be written: {e.Message} It must be writable for the user that runs Throughline.", e);
        }
    }

    /// <summary>Makes room for the socket of a server that starts. Call it under the lock: what lies there was left by one that is gone.</summary>
    public string PlaceSocket()
    {
        if (File.Exists(SocketNote))
        {
            // Only a folder that we made: the note could name any.
            if (Path.GetDirectoryName(File.ReadAllText(SocketNote)) is { } old && Path.GetFileName(old).StartsWith("throughline-", StringComparison.Ordinal)
                && Directory.Exists(old)) Directory.Delete(old, recursive: true);
            File.Delete(SocketNote);
        }
        if (!IsShort)
        {
            // Its name cannot be guessed and it is closed from the first moment, so nobody can have put another in its place.
            _socket = Path.Combine(Directory.CreateTempSubdirectory("throughline-").FullName, "throughline.sock");
            File.WriteAllText(SocketNote, _socket);
            return _socket;
        }
        if (Directory.Exists(InFolder) && new DirectoryInfo(InFolder).LinkTarget is null)
            throw new DataFolderException($"{InFolder} is a folder, and the server's socket must lie there. Move it away.");
        File.Delete(InFolder);
        return _socket = InFolder;
    }

    private void CloseWhatWasThere()
    {
        foreach (var database in (string[])[Database, Journal])
            foreach (var end in (string[])["", "-wal", "-shm", "-journal"]) OwnerOnly.CloseFile(database + end);
        foreach (var file in Directory.EnumerateFiles(Keys).Append(Settings).Append(LockFile).Append(SocketNote)) OwnerOnly.CloseFile(file);
        foreach (var name in (string[])["spill", "journal-index", "timeline-index", "journey-index", ".backup"])
            if (Directory.Exists(Path.Combine(Root, name))) OwnerOnly.Make(Path.Combine(Root, name));
    }
}
