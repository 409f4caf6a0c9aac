using System.Globalization;
using System.Text.Json;

namespace Throughline.Platform.Ui.Interactions;

/// <summary>Reads the telling properties of an interaction, whatever a developer has put there.</summary>
internal readonly struct Said(JsonElement properties, string? usualCurrency = null)
{
    private const int Longest = 160, MostNamed = 3;

    private bool IsObject => properties.ValueKind == JsonValueKind.Object;

    public string? Text(string name) => IsObject && properties.TryGetProperty(name, out var value) ? TextOf(value) : null;

    public decimal? Number(string name) => IsObject && properties.TryGetProperty(name, out var value) ? NumberOf(value) : null;

    public string? About(Subject subject) => subject switch
    {
        Subject.None => null,
        Subject.Product => Text("name") ?? Text("product") ?? Text("product_name")
            ?? (ProductList() is [var first, ..] ? TextOf(first, "name") : null) ?? Text("sku") ?? Text("product_id"),
        Subject.Order => Text("order_id") ?? Text("orderId") ?? Text("order"),
        Subject.Query => Text("query") ?? Text("q"),
        Subject.Name => Text("name") ?? Text("promotion_id") ?? Text("creative"),
        Subject.Step => Text("step"),
        Subject.Coupon => Text("coupon_name") ?? Text("coupon_id") ?? Text("coupon"),
        Subject.Mail => Text("email_subject") ?? Text("subject") ?? Text("campaign_name"),
        Subject.Category => Text("category") ?? Text("list_id"),
    };

    public string? Price() => Money("price");

    /// <summary>What was paid in all; where only the goods are told, those.</summary>
    public string? Total() => Money("total") ?? Money("revenue") ?? Money("value");

    /// <summary>"Alba 2 tent, 4 × Peg, Stove +2".</summary>
    public string? Products()
    {
        var names = ProductList().Select(OneProduct).OfType<string>().ToList();
        if (names.Count == 0) return null;
        return string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" +{names.Count - MostNamed}" : "");
    }

    /// <summary>Which traits were told, without their values.</summary>
    public string? Names() => IsObject ? string.Join(", ", properties.EnumerateObject().Select(p => p.Name).Take(6)).NullIfEmpty(null) : null;

    /// <summary>The first plain properties of an event we do not know.</summary>
    public string? FirstFew() => IsObject
        ? string.Join(" · ", properties
            .EnumerateObject()
            .Where(p => p.Name is not "channel")
            .Select(p => TextOf(p.Value) is { } text ? $"{p.Name}: {text}" : null)
            .OfType<string>()
            .Take(MostNamed)).NullIfEmpty(null)
        : null;

    private string? Money(string name) => Number(name) is { } amount ? MoneyText.Of(amount, Text("currency") ?? usualCurrency) : null;

    private List<JsonElement> ProductList() =>
        IsObject && properties.TryGetProperty("products", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.Object)]
            : [];

    private static string? OneProduct(JsonElement product)
    {
        var name = TextOf(product, "name") ?? TextOf(product, "sku") ?? TextOf(product, "product_id");
        var quantity = product.TryGetProperty("quantity", out var many) ? NumberOf(many) : null;
        return name is not null && quantity is > 1 ? $"{quantity:0.##} × {name}" : name;
    }

    private static string? TextOf(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) ? TextOf(value) : null;

    private static string? TextOf(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => "",
        };
        return text.Length == 0 ? null : text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
    }

    private static decimal? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
