using System.Globalization;
using System.Text.Json;
using Throughline.JourneyEngine;
using Throughline.Platform.WrittenNumbers;

namespace Throughline.Journeys.Index;

/// <summary>What a store was filled for; when any of it has changed since, another is filled beside it.</summary>
/// <param name="Removals">How often interactions were removed from the journal: what the store read before is not to stay in its files.</param>
/// <param name="AskedFor">Properties that somebody asked a question about, the latest first: they keep their columns.</param>
internal sealed record FilledFor(long RulesVersion, long Removals, IReadOnlyList<string> Properties, IReadOnlyList<string> AskedFor);

/// <summary>
/// The journey index on disk: one numbered folder a store, and the number of the one in use. Another store is filled
/// beside it and takes its place with one rename, so that there is always a whole one.
/// </summary>
internal sealed class IndexFolder(string root)
{
    // A store that is being filled keeps rows in memory to save passes over what it has written. A row with its properties takes about 80 bytes.
    private const int PartOfMemory = 32, BytesOfRow = 80;

    private string CurrentFile => Path.Combine(root, "current");

    /// <summary>The number of the store in use; 0 when there is none.</summary>
    public int Current =>
        File.Exists(CurrentFile) && int.TryParse(File.ReadAllText(CurrentFile), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public string PathOf(int number) => Path.Combine(root, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a store was filled for; null when its folder was not finished or is damaged.</summary>
    public FilledFor? ReadFilledFor(int number) => Read<FilledFor>(number, "filled-for.json");

    /// <summary>The properties seen so far and how often; kept so that a question about one without a column is known to be no slip of the pen.</summary>
    public IReadOnlyDictionary<string, int> ReadSeen(int number) => Read<Dictionary<string, int>>(number, "seen.json") ?? [];

    public void WriteSeen(int number, IReadOnlyDictionary<string, int> seen) => Write(number, "seen.json", seen);

    private T? Read<T>(int number, string file) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(PathOf(number), file)));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    private void Write<T>(int number, string file, T content)
    {
        var path = Path.Combine(PathOf(number), file);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(content));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>An empty folder for a store that is filled anew.</summary>
    public void Prepare(int number, FilledFor filledFor)
    {
        Drop(number);
        Directory.CreateDirectory(PathOf(number));
        Write(number, "filled-for.json", filledFor);
    }

    /// <summary>Makes a store the one in use, and drops all others.</summary>
    public void Use(int number)
    {
        Directory.CreateDirectory(root);
        File.WriteAllText(CurrentFile + ".new", number.ToString(CultureInfo.InvariantCulture));
        File.Move(CurrentFile + ".new", CurrentFile, overwrite: true);
        foreach (var folder in Directory.EnumerateDirectories(root).Where(f => f != PathOf(number))) Directory.Delete(folder, recursive: true);
    }

    private void Drop(int number)
    {
        if (Directory.Exists(PathOf(number))) Directory.Delete(PathOf(number), recursive: true);
    }

    /// <exception cref="JourneyStoreDamagedException">Its files are damaged.</exception>
    public JourneyStore Open(int number, FilledFor filledFor) => JourneyStore.Open(PathOf(number), new JourneyStoreOptions
    {
        PromotedProperties = filledFor.Properties,
        ReadNumber = NumberText.ReadAlone,
        CompactAfterRows = 300_000,
        MostRowsWhileFilling = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / PartOfMemory / BytesOfRow, 1_000_000, 8_000_000),
    });
}
