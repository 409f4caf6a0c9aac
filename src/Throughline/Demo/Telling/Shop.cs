using Throughline.Demo.Company;

namespace Throughline.Demo.Telling;

/// <summary>What an event says of a product or an order, in the names of Segment's e-commerce specification where it has one.</summary>
internal static class Shop
{
    public const string Currency = "EUR";

    public static Detail[] Of(Product product, int quantity = 1) =>
        [("product", product.Name), ("product_id", product.Sku), ("category", product.Category), ("price", product.Price),
        ("currency", Currency), ("quantity", quantity)
        ];

    public static Detail[] Of(Order order, string? coupon, string country) =>
        [("orderId", order.Id), ("total", order.Total), ("currency", Currency), ("products", order.Lines),
        ("category", order.Main.Category), ("coupon", coupon), ("country", country)
        ];
}
