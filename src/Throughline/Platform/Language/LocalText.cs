using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Throughline.Platform.Language;

/// <summary>
/// A text for customers in the languages in which somebody wrote it, as <c>{"en":"…","pt-BR":"…"}</c>. One order of fallback everywhere:
/// the customer's language, the language of which that is a variant, the company's, English, and else whatever there is.
/// </summary>
[JsonConverter(typeof(AsObject))]
public sealed class LocalText(IEnumerable<KeyValuePair<string, string>> byLanguage)
{
    public const string English = "en";

    private readonly SortedDictionary<string, string> _byLanguage = new(Filled(byLanguage), StringComparer.OrdinalIgnoreCase);

    /// <summary>The languages in which it is written, in their order.</summary>
    public IReadOnlyCollection<string> Languages => _byLanguage.Keys;

    /// <summary>Nobody has written anything.</summary>
    public bool IsEmpty => _byLanguage.Count == 0;

    /// <summary>What is said to a customer; empty when nobody has written anything.</summary>
    /// <param name="customer">The customer's language by its tag, such as <c>pt-BR</c>; null where it is not known.</param>
    /// <param name="company">The company's own.</param>
    public string For(string? customer, string? company) => Chosen(customer, company) is { } language ? _byLanguage[language] : "";

    /// <summary>In which language that is, for the page's <c>lang</c>; null when nobody has written anything.</summary>
    public string? Chosen(string? customer, string? company) =>
        Order(customer, company).FirstOrDefault(_byLanguage.ContainsKey) ?? _byLanguage.Keys.FirstOrDefault();

    /// <summary>Which languages are looked for, in this order: <c>pt-BR</c>, <c>pt</c>, the company's and its own base, <c>en</c>.</summary>
    public static IEnumerable<string> Order(string? customer, string? company) =>
        WithBases(customer).Concat(WithBases(company)).Append(English).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>A tag (BCP 47) that a page or a message can carry.</summary>
    public static bool IsTag(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag)) return false;
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    // zh-Hant-TW is first a zh-Hant and then a zh.
    internal static IEnumerable<string> WithBases(string? tag)
    {
        for (var one = tag?.Trim().Replace('_', '-') ?? ""; one.Length > 0; one = one.LastIndexOf('-') is > 0 and var end ? one[..end] : "") yield return one;
    }

    // A language that somebody began and left empty is none.
    private static Dictionary<string, string> Filled(IEnumerable<KeyValuePair<string, string>> given) => given
        .Where(pair => !string.IsNullOrWhiteSpace(pair.Value))
        .DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    private sealed class AsObject : JsonConverter<LocalText>
    {
        public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value._byLanguage, options);
    }
}
