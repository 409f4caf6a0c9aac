using Throughline.Demo.Company;

namespace Throughline.Demo.Stories;

/// <summary>What goes into a cart, and what it comes to.</summary>
internal static class Shopping
{
    public static Line[] AnyLines(Chance chance)
    {
        var lines = new Line[chance.Pick((1, 6.0), (2, 3.0), (3, 1.0))];
        for (var i = 0; i < lines.Length; i++)
        {
            var product = chance.Pick(Catalogue.Products);
            // Not everybody buys a kayak.
            if (product.Price > 200 && chance.Is(0.6)) product = chance.Pick(Catalogue.Products);
            lines[i] = new Line(product, product.Price < 30 ? chance.From(1, 3) : 1);
        }
        return lines;
    }

    public static decimal Total(IEnumerable<Line> lines, string? coupon = null) =>
        Math.Round(lines.Sum(line => line.Product.Price * line.Quantity) * (coupon is null ? 1 : 0.9m), 2);
}

/// <summary>What the company advertises at each time of the year.</summary>
internal static class Campaigns
{
    private static readonly string[] ByMonth =
        ["New year outdoors", "Winter sale", "First walks", "Spring range", "Tent weeks", "Summer on the coast", "Midsummer camp",
        "Back on the trail", "Autumn layers", "Wool and rain", "Black week", "Gifts for walkers"
        ];

    public static string At(DateTimeOffset at) => ByMonth[at.Month - 1];
}
