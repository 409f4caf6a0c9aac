using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Throughline.Platform.Storage;

/// <summary>Sees to it that nobody but the owner of this process reads what it writes, whatever it was started with.</summary>
internal static class OwnerOnly
{
    public const UnixFileMode Folder = File | UnixFileMode.UserExecute;
    public const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const uint OthersGetNothing = 0b000_111_111;

    /// <summary>From here on every file, folder and socket that this process makes, and SQLite in it, is its owner's alone.</summary>
    public static void FromNowOn()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(OthersGetNothing);
    }

    /// <summary>Makes a folder, and closes it to others if it was there.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else
        {
            Directory.CreateDirectory(path, Folder);
            Close(path, Folder);
        }
    }

    /// <summary>Closes a file to others, if there is one.</summary>
    public static void CloseFile(string path)
    {
        if (!OperatingSystem.IsWindows() && System.IO.File.Exists(path)) Close(path, File);
    }

    [UnsupportedOSPlatform("windows")]
    private static void Close(string path, UnixFileMode mode)
    {
        if ((System.IO.File.GetUnixFileMode(path) & ~mode) != 0) System.IO.File.SetUnixFileMode(path, mode);
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);
}
