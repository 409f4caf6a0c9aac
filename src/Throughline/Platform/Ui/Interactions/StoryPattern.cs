using System.Collections.Frozen;

namespace Throughline.Platform.Ui.Interactions;

/// <summary>Which property of an event tells most.</summary>
public enum Subject { None, Product, Order, Query, Name, Step, Coupon, Mail, Category }

/// <summary>What the second line of an event says.</summary>
public enum Aside { None, Price, Total, Said, Link, Rating, Score, Reason }

/// <summary>How one known event reads.</summary>
/// <param name="With">With its subject at <c>{0}</c>.</param>
/// <param name="Without">When the subject is not told.</param>
/// <param name="FromUs">When its direction is out: we came to the customer.</param>
public sealed record StoryPattern(
    [Said] string With, [Said] string Without, Subject Subject = Subject.None, Aside Aside = Aside.None,
    string? Icon = null, Tone Tone = Tone.Plain, bool Passing = false, [Said] string? FromUs = null)
{
    /// <summary>The published names of e-commerce, mail, chat and mobile events. What a room makes itself, it tells by <see cref="IKnowStories"/>.</summary>
    public static FrozenDictionary<string, StoryPattern> Known { get; } = new Dictionary<string, StoryPattern>
    {
        ["Products Searched"] = new("Searched for “{0}”", "Searched the shop", Subject.Query, Icon: "search", Passing: true),
        ["Product List Viewed"] = new("Viewed {0}", "Viewed a product list", Subject.Category, Icon: "list", Passing: true),
        ["Product List Filtered"] = new("Filtered {0}", "Filtered a product list", Subject.Category, Icon: "filter", Passing: true),
        ["Promotion Viewed"] = new("Viewed the promotion “{0}”", "Viewed a promotion", Subject.Name, Icon: "speakerphone", Passing: true),
        ["Promotion Clicked"] = new("Clicked the promotion “{0}”", "Clicked a promotion", Subject.Name, Icon: "speakerphone", Passing: true),
        ["Product Clicked"] = new("Clicked {0} in a list", "Clicked a product in a list", Subject.Product, Aside.Price, "eye", Passing: true),
        ["Product Viewed"] = new("Viewed {0}", "Viewed a product", Subject.Product, Aside.Price, "eye", Passing: true),
        ["Product Added"] = new("Added {0} to the cart", "Added a product to the cart", Subject.Product, Aside.Price, "shopping-cart"),
        ["Product Removed"] = new("Removed {0} from the cart", "Removed a product from the cart", Subject.Product, Aside.Price, "shopping-cart"),
        ["Cart Viewed"] = new("Viewed the cart", "Viewed the cart", Aside: Aside.Total, Icon: "shopping-cart", Passing: true),
        ["Checkout Started"] = new("Started the checkout", "Started the checkout", Aside: Aside.Total, Icon: "shopping-bag"),
        ["Checkout Step Viewed"] = new("Reached checkout step {0}", "Reached a checkout step", Subject.Step, Icon: "shopping-bag", Passing: true),
        ["Checkout Step Completed"] = new(
            "Completed checkout step {0}", "Completed a checkout step", Subject.Step, Icon: "shopping-bag", Passing: true),
        ["Payment Info Entered"] = new("Entered payment details", "Entered payment details", Icon: "credit-card", Passing: true),
        ["Order Completed"] = new("Ordered {0}", "Placed an order", Subject.Order, Aside.Total, "package", Tone.Helped),
        ["Order Updated"] = new("Changed order {0}", "Changed an order", Subject.Order, Aside.Total, "package"),
        ["Order Refunded"] = new("Order {0} was refunded", "An order was refunded", Subject.Order, Aside.Total, "truck-return", Tone.Watch),
        ["Order Cancelled"] = new("Cancelled order {0}", "Cancelled an order", Subject.Order, Aside.Total, "circle-x", Tone.Hurt),
        ["Order Shipped"] = new("Order {0} was shipped", "An order was shipped", Subject.Order, Icon: "truck-delivery"),
        ["Order Delivered"] = new("Order {0} was delivered", "An order was delivered", Subject.Order, Icon: "truck-delivery", Tone: Tone.Helped),
        ["Coupon Entered"] = new("Entered the coupon {0}", "Entered a coupon", Subject.Coupon, Icon: "tag", Passing: true),
        ["Coupon Applied"] = new("Used the coupon {0}", "Used a coupon", Subject.Coupon, Icon: "tag"),
        ["Coupon Denied"] = new("The coupon {0} was declined", "A coupon was declined", Subject.Coupon, Aside.Reason, "tag", Tone.Watch),
        ["Coupon Removed"] = new("Removed the coupon {0}", "Removed a coupon", Subject.Coupon, Icon: "tag"),
        ["Product Added to Wishlist"] = new("Added {0} to the wishlist", "Added a product to the wishlist", Subject.Product, Aside.Price, "star"),
        ["Product Removed from Wishlist"] = new("Removed {0} from the wishlist", "Removed a product from the wishlist", Subject.Product, Icon: "star"),
        ["Wishlist Product Added to Cart"] = new(
            "Added {0} from the wishlist to the cart", "Added a product from the wishlist to the cart", Subject.Product, Aside.Price, "shopping-cart"),
        ["Product Shared"] = new("Shared {0}", "Shared a product", Subject.Product, Icon: "share"),
        ["Cart Shared"] = new("Shared the cart", "Shared the cart", Icon: "share"),
        ["Product Reviewed"] = new("Reviewed {0}", "Reviewed a product", Subject.Product, Aside.Rating, "star"),
        ["Email Delivered"] = new("Received “{0}”", "Received an email", Subject.Mail, Icon: "mail"),
        ["Email Opened"] = new("Opened “{0}”", "Opened an email", Subject.Mail, Icon: "mail-opened"),
        ["Email Link Clicked"] = new("Clicked a link in “{0}”", "Clicked a link in an email", Subject.Mail, Aside.Link, "link"),
        ["Email Bounced"] = new("“{0}” bounced", "Email bounced", Subject.Mail, Aside.Reason, "mail", Tone.Hurt),
        ["Email Marked as Spam"] = new("Marked “{0}” as spam", "Marked an email as spam", Subject.Mail, Icon: "ban", Tone: Tone.Hurt),
        ["Unsubscribed"] = new("Unsubscribed", "Unsubscribed", Icon: "bell-off", Tone: Tone.Hurt),
        ["Live Chat Conversation Started"] = new("Started a chat", "Started a chat", Aside: Aside.Said, Icon: "message-circle"),
        ["Live Chat Conversation Ended"] = new("The chat ended", "The chat ended", Aside: Aside.Said, Icon: "message-circle"),
        ["Live Chat Message Sent"] = new("Sent a chat message", "Sent a chat message", Aside: Aside.Said, Icon: "message-circle"),
        ["Live Chat Message Received"] = new("Got a chat reply", "Got a chat reply", Aside: Aside.Said, Icon: "message-circle"),
        ["Application Installed"] = new("Installed the app", "Installed the app", Icon: "device-mobile"),
        ["Application Opened"] = new("Opened the app", "Opened the app", Icon: "device-mobile", Passing: true),
        ["Application Backgrounded"] = new("Closed the app", "Closed the app", Icon: "device-mobile", Passing: true),
        ["Application Crashed"] = new("The app crashed", "The app crashed", Aside: Aside.Reason, Icon: "alert-triangle", Tone: Tone.Hurt),
        ["Signed Up"] = new("Signed up", "Signed up", Icon: "user-plus", Tone: Tone.Helped),
        ["Signed In"] = new("Signed in", "Signed in", Icon: "login", Passing: true),
        ["Signed Out"] = new("Signed out", "Signed out", Icon: "logout", Passing: true),
    }.ToFrozenDictionary();
}
