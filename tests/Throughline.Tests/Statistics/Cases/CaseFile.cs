using System.Text.Json;

namespace Throughline.Tests.Statistics.Cases;

/// <summary>Worked cases that stand beside the tests as JSON.</summary>
internal static class CaseFile
{
    internal static JsonElement Read(string name)
    {
        using var stream = typeof(CaseFile).Assembly.GetManifestResourceStream("Statistics/" + name)
            ?? throw new FileNotFoundException("No such case file.", name);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    internal static double Number(this JsonElement json, string name) => json.GetProperty(name).GetDouble();

    internal static long Count(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    internal static double[] Numbers(this JsonElement json) => [.. json.EnumerateArray().Select(n => n.GetDouble())];

    internal static double[] Numbers(this JsonElement json, string name) => json.GetProperty(name).Numbers();
}
