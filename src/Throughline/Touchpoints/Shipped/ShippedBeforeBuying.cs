using static System.TimeSpan;
using static Throughline.Touchpoints.Shipped.ShippedSet;
using static Throughline.Touchpoints.Touchpoint;

namespace Throughline.Touchpoints.Shipped;

/// <summary>From hearing of the company to choosing a product.</summary>
internal static class ShippedBeforeBuying
{
    public static IEnumerable<Touchpoint> All() => Hearing().Concat(Looking());

    private static Touchpoint[] Hearing() =>
    [
        Of(
            Awareness, "campaign-seen", "Campaign seen", AnyChannel, "Marketing", "See whether this is something for me",
            ("Product Viewed", FromDays(7)), "Campaign Seen"),
        Of(
            Awareness, "newsletter", "Newsletter", "email", "Marketing", "Read something worth my time",
            ("Email Link Clicked", FromDays(3)), "Email Delivered", "Email Opened", "Email Link Clicked"),
        Of(Awareness, "mail-sign-up", "Newsletter sign-up", AnyChannel, "Marketing", "Hear about what is new", ("Email Opened", FromDays(30)),
            "Newsletter Signed Up"),
        Of(Awareness, "newsletter-left", "Newsletter left", AnyChannel, "Marketing", "Get no more mail", null, "Newsletter Left", "Unsubscribed"),
        Of(Awareness, "social-follow", "Social follow", "social", "Marketing", "Keep an eye on them", ("Product Viewed", FromDays(30)), "Social Followed"),
        Of(
            Awareness, "friends-referral", "Friend’s referral", AnyChannel, "Marketing", "Try what a friend recommends",
            ("Order Completed", FromDays(30)), "Referral Used"),
    ];

    private static Touchpoint[] Looking() =>
    [
        Of(Consideration, "home-page", "Home page", AnyChannel, "Product", "Find my way", ("Product Viewed", FromMinutes(30)), "page:Home", "screen:Home"),
        Of(
            Consideration, "product-search", "Product search", AnyChannel, "Product", "Find what I have in mind",
            ("Product Viewed", FromMinutes(30)), "Products Searched"),
        Of(Consideration, "category", "Category", AnyChannel, "Product", "Compare what there is", ("Product Viewed", FromMinutes(30)),
            "Product List Viewed", "Product List Filtered", "page:Category", "screen:Category"),
        Of(
            Consideration, "promotion", "Promotion in the shop", AnyChannel, "Marketing", "Get a good price",
            ("Product Added", FromDays(1)), "Promotion Viewed", "Promotion Clicked"),
        Of(Consideration, "product-page", "Product page", AnyChannel, "Product", "Know whether it is the right one", ("Product Added", FromDays(1)),
            "Product Viewed", "Product Clicked", "page:Product", "screen:Product"),
        Of(Consideration, "wishlist", "Wishlist", AnyChannel, "Product", "Come back to it later", ("Product Added", FromDays(30)),
            "Wishlist Product Added", "Product Added to Wishlist", "Product Removed from Wishlist", "Wishlist Product Added to Cart"),
        Of(
            Consideration, "account", "Account", AnyChannel, "Product", "Have my things in one place", ("Order Completed", FromDays(30)),
            "Signed Up", "Account Created", "Signed In"),
        Of(
            Consideration, "product-question", "Question before buying", AnyChannel, "Service", "Get an answer before I buy",
            ("Product Question Answered", FromHours(4)),
            "Product Question Asked", "Product Question Answered").Promising("First reply within 4 hours", "firstReply", FromHours(4), 0.95),
        Of(Consideration, "social-message", "Social message", "social", "Marketing", "Get an answer where I am", null, "Social Message Sent"),
        Of(
            Consideration, "store-visit", "Store visit", "store", "Stores", "See it and try it", ("Order Completed", FromDays(1)),
            "Store Visited", "Visit Logged"),
        Of(
            Consideration, "kiosk", "Kiosk", "kiosk", "Stores", "See whether it is here in my size",
            ("Kiosk Product Looked Up", FromMinutes(10)), "Kiosk Used", "Kiosk Product Looked Up"),
    ];
}
