using System.Text.Json;
using Throughline.Platform.Storage;

namespace Throughline.Demo.Loading;

/// <summary>Whose data a folder holds: nobody's, the demo company's, or somebody else's, whom the demo leaves alone.</summary>
public sealed class DemoFolder(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly string[] Databases = ["throughline.db", "journal.db"];

    private sealed record Note(int Customers, int Seed, DateTimeOffset Until, bool IsLoaded);

    private string File => Path.Combine(path, "demo.json");

    /// <summary>What is in it, or is to be: null when it holds another company.</summary>
    public (DemoPlan Plan, bool IsLoaded)? Read(DemoPlan wanted)
    {
        if (System.IO.File.Exists(File)) return ReadNote();
        return Databases.Any(name => System.IO.File.Exists(Path.Combine(path, name))) ? null : (wanted, false);
    }

    /// <summary>Noted before the first interaction, so that a load that was cut short goes on with the same story.</summary>
    public void Write(DemoPlan plan, bool isLoaded) =>
        System.IO.File.WriteAllText(File, JsonSerializer.Serialize(new Note(plan.Customers, plan.Seed, plan.Until, isLoaded), Json));

    private (DemoPlan, bool) ReadNote()
    {
        try
        {
            var note = JsonSerializer.Deserialize<Note>(System.IO.File.ReadAllText(File), Json)!;
            return (new DemoPlan(note.Customers, note.Seed, note.Until), note.IsLoaded);
        }
        catch (JsonException e)
        {
            throw new DataFolderException(
                $"The file {File} is damaged, so that it is not known which demo this folder holds. Delete the folder and load the demo again.", e);
        }
    }
}
