using System.Runtime.Versioning;

namespace Throughline.Platform.Storage;

/// <summary>Tells a folder that may be closed to everybody else from one that others live in, such as <c>/tmp</c> or a home folder.</summary>
internal static class SharedPlaces
{
    private static readonly string[] Ours = ["throughline.db", "journal.db", "settings.json", "demo.json", "lost+found"];
    private static readonly string[] OfTheSystem = ["bin", "boot", "dev", "etc", "home", "lib", "lib64", "proc", "run", "sbin", "sys", "usr", "var"];

    /// <summary>Why a folder cannot be ours; <c>null</c> if it can.</summary>
    public static string? WhyNot(string root)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(root)) return null;
        if (!IsEverybodys(root) && (!IsOthersToo(root) || IsEmptyOrOurs(root))) return null;
        return $"{root} is shared with others, and a data folder is closed to everyone but its owner. Use a separate folder with --data.";
    }

    private static bool IsEverybodys(string root) => root is "/" or "/tmp" or "/var/tmp" || root == Path.TrimEndingDirectorySeparator(Path.GetTempPath());

    // The sticky bit says that many write here; a disk that was only just mounted has it too, and is empty.
    [UnsupportedOSPlatform("windows")]
    private static bool IsOthersToo(string root) =>
        (File.GetUnixFileMode(root) & UnixFileMode.StickyBit) != 0
        || root == Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)
        || root.Split('/', StringSplitOptions.RemoveEmptyEntries) is [] or [_]
        || (root.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var top, _] && OfTheSystem.Contains(top));

    private static bool IsEmptyOrOurs(string root)
    {
        var names = Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName).ToList();
        return names.Contains("throughline.db") || names.TrueForAll(name => Ours.Contains(name) || name!.StartsWith('.'));
    }
}
