namespace Throughline.BrowserTests.Harness;

/// <summary>Where the sources are, seen from the running tests.</summary>
public static class Repository
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Throughline.slnx"))) return folder.FullName;
        throw new InvalidOperationException("Throughline.slnx is in no folder above the tests.");
    }
}
