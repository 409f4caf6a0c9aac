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

    /// <summary>By their tags, English first.</summary>
    public static IReadOnlyList<string> Tags { get; } = [LocalText.English, .. Translations.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Answers each request in the language that its person chose, else in the one that it asks for, if there is that language. Dates and
    /// numbers are written as that language writes them, in English as the server does. The intake, which speaks to programs, pays nothing for it.
    /// </summary>
    /// <param name="chosen">The language that whoever asks chose for themselves; null where they did not.</param>
    public static void UseLanguages(this WebApplication app, Func<HttpContext, Task<string?>> chosen)
    {
        if (Translations.Count == 0) return;
        var server = CultureInfo.CurrentCulture;
        CultureInfo[] others = [.. Translations.Keys.Select(CultureInfo.GetCultureInfo)];
        var english = CultureInfo.GetCultureInfo(LocalText.English);
        var options = new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(server, english),
            SupportedCultures = [server, .. others],
            SupportedUICultures = [english, .. others],
            RequestCultureProviders = [new LanguageOfRequest(chosen, server)],
        };
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/v1"), people => people.UseRequestLocalization(options));
    }

    /// <summary>Until it is disposed of, sentences are said in this language: what is written for somebody who is not the one being answered.</summary>
    /// <param name="tag">Null or one that there is no file for: English.</param>
    public static IDisposable Speaking(string? tag) => new Spoken(tag);

    /// <summary>The sentence in the language of whoever is being answered, or in that which it is a variant of; English where neither has it.</summary>
    internal static string Find(string key)
    {
        if (Translations.Count == 0) return key;
        for (var culture = CultureInfo.CurrentUICulture; culture.Name.Length > 0; culture = culture.Parent)
            if (Translations.TryGetValue(culture.Name, out var language) && language.TryGetValue(key, out var sentence)) return sentence;
        return key;
    }

    /// <summary>The first of these that there is, or what it is a variant of.</summary>
    internal static string? FirstOf(IEnumerable<string> asked) => asked.SelectMany(LocalText.WithBases).FirstOrDefault(
        one => one.Equals(LocalText.English, StringComparison.OrdinalIgnoreCase) || Translations.ContainsKey(one));

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

    private sealed class Spoken : IDisposable
    {
        private readonly (CultureInfo Formats, CultureInfo Words) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

        public Spoken(string? tag)
        {
            var language = FirstOf(tag is null ? [] : [tag]) ?? LocalText.English;
            if (language != LocalText.English) CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        }

        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
    }
}
