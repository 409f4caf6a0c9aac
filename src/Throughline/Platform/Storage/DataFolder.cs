using System.Security.Cryptography;
using System.Text;

namespace Throughline.Platform.Storage;

/// <summary>The folder that holds everything a company has: both databases, files, keys and the local socket.</summary>
public sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataFolder(string root) => Root = root;

    public string Root { get; }

    /// <summary>The operational SQLite database.</summary>
    public string Database => Path.Combine(Root, "throughline.db");

    /// <summary>The journal's own SQLite database.</summary>
    public string Journal => Path.Combine(Root, "journal.db");

    /// <summary>The Unix socket over which the command line talks to a running server.</summary>
    public string Socket => Encoding.UTF8.GetByteCount(Path.Combine(Root, "throughline.sock")) <= LongestSocketPath
        ? Path.Combine(Root, "throughline.sock")
        : Path.Combine(ShortFolder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..16] + ".sock");

    // The system takes at most 107 bytes for a socket's path; a folder deeper down gets its socket in a short owner-only place.
    private const int LongestSocketPath = 100;

    private static string ShortFolder => Path.Combine(Path.GetTempPath(), "throughline-" + Environment.UserName);

    public string Files => Path.Combine(Root, "files");

    /// <summary>What running work puts aside because memory is too small for it. Nothing in it outlives that work, so no backup holds it.</summary>
    public string Spill => Path.Combine(Root, "spill");

    /// <summary>Holds the master key. Whoever reads it can read every secret, so it is owner-only.</summary>
    public string Keys => Path.Combine(Root, "keys");

    private string LockFile => Path.Combine(Root, "throughline.lock");

    /// <summary>Opens the folder, and creates it for its owner alone when it is missing.</summary>
    /// <exception cref="DataFolderException">The folder cannot be created or written.</exception>
    public static DataFolder Open(string path)
    {
        var folder = new DataFolder(Path.GetFullPath(path));
        try
        {
            folder.MakePrivate();
            Make(folder.Files);
            Make(folder.Keys);
            if (!folder.Socket.StartsWith(folder.Root, StringComparison.Ordinal)) Make(ShortFolder);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder {folder.Root} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Takes the folder for this process alone; <c>null</c> when another process holds it. The lock ends with the process, however it ends.</summary>
    public DataFolderLock? TryLock()
    {
        try
        {
            return new DataFolderLock(new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    // A folder that was there before is closed to others only when it holds at most our settings: somebody may point us at /tmp.
    private void MakePrivate()
    {
        var isOurs = !Directory.Exists(Root) || Directory.EnumerateFileSystemEntries(Root).All(entry => Path.GetFileName(entry) == "settings.json");
        Make(Root);
        if (isOurs && !OperatingSystem.IsWindows()) File.SetUnixFileMode(Root, OwnerOnly);
    }

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }
}
