using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace Throughline.Platform.Language;

/// <summary>The languages that exist: English, and each file of the folder <c>words</c> beside the program, such as <c>words/sv.json</c>.</summary>
public static class Languages
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Translations = Read(Path.Combine(AppContext.BaseDirectory, "words"));

    /// <summary>Registers what pages ask for words.</summary>
    public static IServiceCollection AddLanguages(this IServiceCollection services) => services.AddSingleton<IStringLocalizer<Words>, Words>();

    /// <summary>
    /// Answers each request in the language that it asks for, if there is that language. Dates and numbers stay as the server writes them.
    /// While English is alone nobody is asked, and the intake pays nothing for it.
    /// </summary>
    public static void UseLanguages(this WebApplication app)
    {
        if (Translations.Count == 0) return;
        var server = CultureInfo.CurrentCulture;
        var english = CultureInfo.GetCultureInfo("en");
        app.UseRequestLocalization(new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(server, english),
            SupportedCultures = [server],
            SupportedUICultures = [english, .. Translations.Keys.Select(CultureInfo.GetCultureInfo)],
            RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()],
        });
    }

    /// <summary>The sentence in the language of whoever is being answered, or in that which it is a variant of; English where neither has it.</summary>
    internal static string Find(string key)
    {
        if (Translations.Count == 0) return key;
        for (var culture = CultureInfo.CurrentUICulture; culture.Name.Length > 0; culture = culture.Parent)
            if (Translations.TryGetValue(culture.Name, out var language) && language.TryGetValue(key, out var sentence)) return sentence;
        return key;
    }

    internal static IEnumerable<KeyValuePair<string, string>> All(bool withParents)
    {
        var culture = CultureInfo.CurrentUICulture;
        IEnumerable<CultureInfo> asked = withParents ? [culture, culture.Parent] : [culture];
        return asked.SelectMany(one => Translations.GetValueOrDefault(one.Name) ?? FrozenDictionary<string, string>.Empty).DistinctBy(pair => pair.Key);
    }

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Read(string folder) =>
        !Directory.Exists(folder)
            ? FrozenDictionary<string, FrozenDictionary<string, string>>.Empty
            : Directory.GetFiles(folder, "*.json")
                .ToFrozenDictionary(file => Path.GetFileNameWithoutExtension(file), SentencesOf, StringComparer.OrdinalIgnoreCase);

    // One that nobody has translated yet is empty in the file, and stays English.
    private static FrozenDictionary<string, string> SentencesOf(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!.Where(pair => pair.Value.Length > 0).ToFrozenDictionary();
}
