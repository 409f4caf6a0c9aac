using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import;

/// <summary>Where uploaded files wait until they are imported, each in a folder of its own.</summary>
[OneForAll]
public sealed class ImportFolder(DataFolder folder) : IPart
{
    public string Root => Path.Combine(folder.Files, "imports");

    public string FileOf(ImportId id) => Path.Combine(Of(id), "file");

    /// <summary>For what does not fit into memory while it is read.</summary>
    public string SpillOf(ImportId id) => Path.Combine(folder.Spill, id.Value.ToString("N"));

    public bool Has(ImportId id) => File.Exists(FileOf(id));

    public void Remove(ImportId id)
    {
        if (Directory.Exists(Of(id))) Directory.Delete(Of(id), recursive: true);
    }

    public void ClearSpill(ImportId id)
    {
        if (Directory.Exists(SpillOf(id))) Directory.Delete(SpillOf(id), recursive: true);
    }

    private string Of(ImportId id) => Path.Combine(Root, id.Value.ToString("N"));
}

/// <summary>The section <c>Import</c> of the settings.</summary>
public sealed class ImportSettings
{
    public const string Section = "Import";

    /// <summary>The largest file that is taken, in bytes, as it is sent (packed or not).</summary>
    [System.ComponentModel.DataAnnotations.Range(1_000, long.MaxValue, ErrorMessage = "Import:MaxFileBytes must be at least 1000 bytes.")]
    public long MaxFileBytes { get; init; } = 8_000_000_000;

    /// <summary>How long a file that was not imported to its end is kept, in days.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 3650, ErrorMessage = "Import:KeepDays must be a number of days from 1 to 3650.")]
    public int KeepDays { get; init; } = 7;
}
