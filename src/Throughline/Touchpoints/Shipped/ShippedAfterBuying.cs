using static System.TimeSpan;
using static Throughline.Touchpoints.Shipped.ShippedSet;
using static Throughline.Touchpoints.Touchpoint;

namespace Throughline.Touchpoints.Shipped;

/// <summary>From the parcel to being at home with the product; recommending it; leaving.</summary>
internal static class ShippedAfterBuying
{
    public static IEnumerable<Touchpoint> All() => Arriving().Concat(Learning()).Concat(Recommending());

    private static Touchpoint[] Arriving() =>
    [
        Of(
            Stage.Service, "order-status", "Order status", AnyChannel, "Logistics", "Know where my order is", ("Order Delivered", FromDays(7)),
            "page:Order Status", "screen:Order Status"),
        Of(
            Buying, "dispatch", "Dispatch", "post", "Logistics", "Have it sent soon", ("Order Delivered", FromDays(5)), "Order Dispatched",
            "Order Shipped", "Order Fulfilled")
            .Promising("Sent within a day of the order", "dispatch", FromDays(1), 0.95),
        Of(Stage.Service, "delay", "Delay", "post", "Logistics", "Have it after all", ("Order Delivered", FromDays(3)), "Delivery Delayed"),
        Of(
            Buying, "delivery", "Delivery", "post", "Logistics", "Have it on the promised day and use it",
            ("Product First Used", FromDays(30)), "Order Delivered")
            .Promising("Delivered by the promised day", "delivery", 0, 0.97),
        Of(
            Stage.Service, "return", "Return", "post", "Logistics", "Give it back without trouble", ("Order Refunded", FromDays(5)),
            "Return Requested", "Return Received", "Order Refunded")
            .Promising("Refund within 5 days", "refund", FromDays(5), 0.95),
        Of(
            Stage.Service, "repair", "Repair", AnyChannel, "Service", "Have it work again", ("Repair Completed", FromDays(14)),
            "Repair Requested", "Repair Received", "Repair Completed")
            .Promising("Repaired within 14 days", "resolution", FromDays(14), 0.9),
    ];

    private static Touchpoint Promising(this Touchpoint touchpoint, string text, string measure, double target, double share)
    {
        touchpoint.Promise = new Promise(text, measure, target, share);
        return touchpoint;
    }

    private static Touchpoint[] Learning() =>
    [
        Of(
            Loyalty, "onboarding", "Onboarding", AnyChannel, "Customer success", "Get started", ("Onboarding Completed", FromDays(14)),
            "Onboarding Started", "Onboarding Completed"),
        Of(Loyalty, "tutorial", "Tutorial", AnyChannel, "Customer success", "Learn how it works", ("Onboarding Completed", FromDays(14)),
            "Tutorial Step Completed"),
        Of(Loyalty, "first-use", "First use", AnyChannel, "Product", "Have it do what I bought it for", null, "Product First Used"),
        Of(
            Loyalty, "membership", "Membership", AnyChannel, "Customer success", "Be a member with advantages",
            ("Membership Renewed", FromDays(400)), "Membership Started"),
        Of(Loyalty, "renewal", "Renewal", AnyChannel, "Customer success", "Stay without effort", null, "Membership Renewed", "Subscription Renewed"),
    ];

    private static Touchpoint[] Recommending() =>
    [
        Of(Advocacy, "review", "Review", AnyChannel, "Marketing", "Tell others what it is like", null, "Product Reviewed"),
        Of(Advocacy, "referral-sent", "Referral sent", AnyChannel, "Marketing", "Do a friend a favour", null, "Referral Sent"),
        Of(Advocacy, "social-share", "Shared", AnyChannel, "Marketing", "Show it to others", null, "Product Shared", "Cart Shared"),
        Of(Stage.Defected, "leaving", "Leaving", AnyChannel, "Customer success", "Be gone without trouble", null,
            "Membership Cancelled", "Subscription Cancelled", "Account Closed", "Account Deleted"),
    ];
}
