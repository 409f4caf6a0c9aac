using System.Text.Encodings.Web;
using System.Text.Json;

namespace Throughline.Tests.Platform.Language;

/// <summary>All sentences of the house, taken from its sources, as a new language begins: each with nothing beside it yet.</summary>
internal static class WordList
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<Literal> Read(string folder, Func<string, bool> leaveOut)
    {
        var source = new ProductSource(folder, leaveOut);
        return [.. new CodeLiterals(source).All(), .. new MarkupLiterals(source).All()];
    }

    public static IReadOnlyList<string> Of(IEnumerable<Literal> literals) =>
        [.. literals.Where(literal => literal.Fate == Fate.Said).Select(literal => literal.Key).Distinct().Order(StringComparer.Ordinal)];

    /// <param name="language">Leaves out what that language has already; null: prints all.</param>
    public static void Print(TextWriter to, string? language) =>
        to.WriteLine(JsonSerializer.Serialize(Of(LiteralTests.House.Value).Except(Has(language)).ToDictionary(key => key, _ => ""), Readable));

    private static string[] Has(string? language) => language is null
        ? []
        : [.. Translated(language).Keys];

    /// <summary>What a language has, from the file beside the tests.</summary>
    internal static Dictionary<string, string> Translated(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "words", language + ".json")))!;
}
