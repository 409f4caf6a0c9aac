namespace Throughline.Platform.Storage;

/// <summary>Removes what a backup, an export or a restore that was killed has left: it holds keys and people's data. What somebody still
/// writes is locked, and stays.</summary>
public static class Leftovers
{
    private const string Note = ".draft-", Restoring = ".restoring-", Lock = "restoring.lock";

    /// <summary>Everything, when a server starts. Call it under the folder's lock.</summary>
    public static void Remove(DataFolder folder)
    {
        RemoveDrafts(folder);
        RemoveRestores(folder.Root);
        if (Directory.Exists(CopiesIn(folder))) Directory.Delete(CopiesIn(folder), recursive: true);
        // Not by a pattern: one that ends in ".*" means the key itself too.
        foreach (var file in Directory.EnumerateFiles(folder.Keys).ToList())
            if (Path.GetFileName(file).StartsWith("master.key.", StringComparison.Ordinal)) File.Delete(file);
    }

    /// <summary>Where a backup copies the databases to before it is written.</summary>
    public static string CopiesIn(DataFolder folder) => Path.Combine(folder.Root, ".backup");

    /// <summary>Notes that a file outside the folder is being written, until it is disposed: were this process killed, the next one would know.</summary>
    public static IDisposable Drafting(DataFolder folder, string file)
    {
        RemoveDrafts(folder);
        var note = Path.Combine(folder.Root, Note + Environment.ProcessId);
        File.WriteAllText(note, Path.GetFullPath(file));
        return new Noted(note);
    }

    /// <summary>The folder beside <paramref name="root"/> in which a restore unpacks, locked until it is disposed.</summary>
    public static (string Path, IDisposable Held) BeginRestore(string root)
    {
        RemoveRestores(root);
        var draft = $"{root}{Restoring}{Environment.ProcessId}";
        OwnerOnly.Make(draft);
        var file = Path.Combine(draft, Lock);
        return (draft, new Noted(file, new FileStream(file, FileMode.Create, FileAccess.ReadWrite, FileShare.None)));
    }

    private static void RemoveRestores(string root)
    {
        if (Path.GetDirectoryName(root) is not { } above || !Directory.Exists(above)) return;
        foreach (var draft in Directory.EnumerateDirectories(above, Path.GetFileName(root) + Restoring + "*").ToList())
            if (IsLeft(Path.Combine(draft, Lock))) Directory.Delete(draft, recursive: true);
    }

    private static void RemoveDrafts(DataFolder folder)
    {
        foreach (var note in Directory.EnumerateFiles(folder.Root, Note + "*").ToList())
        {
            var draft = File.ReadAllText(note);
            if (!IsLeft(draft)) continue;
            // Only what we call so, whatever the note says.
            if (draft.EndsWith(".part", StringComparison.Ordinal)) File.Delete(draft);
            File.Delete(note);
        }
    }

    // Whoever writes it holds it alone, and the system lets go of it when they end, however they end.
    private static bool IsLeft(string file)
    {
        if (!File.Exists(file)) return true;
        try
        {
            using var alone = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private sealed class Noted(string file, IDisposable? held = null) : IDisposable
    {
        private bool _isDone;

        public void Dispose()
        {
            if (_isDone) return;
            _isDone = true;
            held?.Dispose();
            File.Delete(file);
        }
    }
}
