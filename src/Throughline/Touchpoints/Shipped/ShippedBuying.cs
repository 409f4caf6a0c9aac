using static System.TimeSpan;
using static Throughline.Touchpoints.Shipped.ShippedSet;
using static Throughline.Touchpoints.Touchpoint;

namespace Throughline.Touchpoints.Shipped;

/// <summary>From the cart to the order.</summary>
internal static class ShippedBuying
{
    public static IEnumerable<Touchpoint> All() =>
    [
        Of(Buying, "cart", "Cart", AnyChannel, "Product", "Put together what I need", ("Checkout Started", FromDays(1)),
            "Product Added", "Product Removed", "Cart Viewed", "page:Cart", "screen:Cart"),
        Of(Buying, "coupon", "Coupon", AnyChannel, "Marketing", "Get the price I was promised", ("Order Completed", FromHours(1)),
            "Coupon Entered", "Coupon Applied", "Coupon Denied", "Coupon Removed"),
        Of(Buying, "checkout", "Checkout", AnyChannel, "Product", "Be done quickly", ("Order Completed", FromHours(1)),
            "Checkout Started", "Checkout Step Viewed", "Checkout Step Completed", "page:Checkout", "screen:Checkout"),
        Of(
            Buying, "payment", "Payment", AnyChannel, "Finance", "Pay safely, at the first try", ("Order Completed", FromMinutes(30)),
            "Payment Info Entered", "Payment Failed"),
        Of(Buying, "order-web", "Order", "web", "Product", "Get what I ordered", ("Order Delivered", FromDays(7)), "Order Completed", "Order Updated"),
        Of(Buying, "order-app", "Order in the app", "app", "Product", "Get what I ordered", ("Order Delivered", FromDays(7)), "Order Completed@app"),
        Of(Buying, "till", "Till", "store", "Stores", "Take it home today", ("Order Completed", Zero), "Order Completed@store"),
        Of(Buying, "order-phone", "Order by phone", "phone", "Sales", "Have someone order it with me", ("Order Delivered", FromDays(7)),
            "Order Completed@phone"),
        Of(Buying, "order-cancelled", "Order cancelled", AnyChannel, "Finance", "Get my money back", ("Order Refunded", FromDays(5)), "Order Cancelled")
            .Promising("Refund within 5 days", "refund", FromDays(5), 0.95),
    ];
}
