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
        ["Product List Viewed"] = new("Looked through {0}", "Looked through a list of products", Subject.Category, Icon: "list", Passing: true),
        ["Product List Filtered"] = new("Filtered {0}", "Filtered a list of products", Subject.Category, Icon: "filter", Passing: true),
        ["Promotion Viewed"] = new("Saw the promotion “{0}”", "Saw a promotion", Subject.Name, Icon: "speakerphone", Passing: true),
        ["Promotion Clicked"] = new("Followed the promotion “{0}”", "Followed a promotion", Subject.Name, Icon: "speakerphone", Passing: true),
        ["Product Clicked"] = new("Picked {0} from a list", "Picked a product from a list", Subject.Product, Aside.Price, "eye", Passing: true),
        ["Product Viewed"] = new("Looked at {0}", "Looked at a product", Subject.Product, Aside.Price, "eye", Passing: true),
        ["Product Added"] = new("Put {0} in the cart", "Put a product in the cart", Subject.Product, Aside.Price, "shopping-cart"),
        ["Product Removed"] = new("Took {0} out of the cart", "Took a product out of the cart", Subject.Product, Aside.Price, "shopping-cart"),
        ["Cart Viewed"] = new("Looked at the cart", "Looked at the cart", Aside: Aside.Total, Icon: "shopping-cart", Passing: true),
        ["Checkout Started"] = new("Went to the checkout", "Went to the checkout", Aside: Aside.Total, Icon: "shopping-bag"),
        ["Checkout Step Viewed"] = new("Came to step {0} of the checkout", "Came to a step of the checkout", Subject.Step, Icon: "shopping-bag", Passing: true),
        ["Checkout Step Completed"] = new(
            "Finished step {0} of the checkout", "Finished a step of the checkout", Subject.Step, Icon: "shopping-bag", Passing: true),
        ["Payment Info Entered"] = new("Entered how to pay", "Entered how to pay", Icon: "credit-card", Passing: true),
        ["Order Completed"] = new("Ordered {0}", "Placed an order", Subject.Order, Aside.Total, "package", Tone.Helped),
        ["Order Updated"] = new("Changed order {0}", "Changed an order", Subject.Order, Aside.Total, "package"),
        ["Order Refunded"] = new("Order {0} was refunded", "An order was refunded", Subject.Order, Aside.Total, "truck-return", Tone.Watch),
        ["Order Cancelled"] = new("Cancelled order {0}", "Cancelled an order", Subject.Order, Aside.Total, "circle-x", Tone.Hurt),
        ["Order Shipped"] = new("Order {0} was sent", "An order was sent", Subject.Order, Icon: "truck-delivery"),
        ["Order Delivered"] = new("Order {0} was delivered", "An order was delivered", Subject.Order, Icon: "truck-delivery", Tone: Tone.Helped),
        ["Coupon Entered"] = new("Entered the coupon {0}", "Entered a coupon", Subject.Coupon, Icon: "tag", Passing: true),
        ["Coupon Applied"] = new("Used the coupon {0}", "Used a coupon", Subject.Coupon, Icon: "tag"),
        ["Coupon Denied"] = new("The coupon {0} was refused", "A coupon was refused", Subject.Coupon, Aside.Reason, "tag", Tone.Watch),
        ["Coupon Removed"] = new("Removed the coupon {0}", "Removed a coupon", Subject.Coupon, Icon: "tag"),
        ["Product Added to Wishlist"] = new("Wished for {0}", "Wished for a product", Subject.Product, Aside.Price, "star"),
        ["Product Removed from Wishlist"] = new("No longer wishes for {0}", "Took a product off the wishlist", Subject.Product, Icon: "star"),
        ["Wishlist Product Added to Cart"] = new(
            "Put the wished-for {0} in the cart", "Put a wished-for product in the cart", Subject.Product, Aside.Price, "shopping-cart"),
        ["Product Shared"] = new("Shared {0}", "Shared a product", Subject.Product, Icon: "share"),
        ["Cart Shared"] = new("Shared the cart", "Shared the cart", Icon: "share"),
        ["Product Reviewed"] = new("Reviewed {0}", "Reviewed a product", Subject.Product, Aside.Rating, "star"),
        ["Email Delivered"] = new("Was sent “{0}”", "Was sent an email", Subject.Mail, Icon: "mail"),
        ["Email Opened"] = new("Opened “{0}”", "Opened an email", Subject.Mail, Icon: "mail-opened"),
        ["Email Link Clicked"] = new("Followed a link in “{0}”", "Followed a link in an email", Subject.Mail, Aside.Link, "link"),
        ["Email Bounced"] = new("“{0}” could not be delivered", "An email could not be delivered", Subject.Mail, Aside.Reason, "mail", Tone.Hurt),
        ["Email Marked as Spam"] = new("Marked “{0}” as spam", "Marked an email as spam", Subject.Mail, Icon: "ban", Tone: Tone.Hurt),
        ["Unsubscribed"] = new("Unsubscribed", "Unsubscribed", Icon: "bell-off", Tone: Tone.Hurt),
        ["Live Chat Conversation Started"] = new("Started a chat", "Started a chat", Aside: Aside.Said, Icon: "message-circle"),
        ["Live Chat Conversation Ended"] = new("The chat ended", "The chat ended", Aside: Aside.Said, Icon: "message-circle"),
        ["Live Chat Message Sent"] = new("Wrote in the chat", "Wrote in the chat", Aside: Aside.Said, Icon: "message-circle"),
        ["Live Chat Message Received"] = new("Got an answer in the chat", "Got an answer in the chat", Aside: Aside.Said, Icon: "message-circle"),
        ["Application Installed"] = new("Installed the app", "Installed the app", Icon: "device-mobile"),
        ["Application Opened"] = new("Opened the app", "Opened the app", Icon: "device-mobile", Passing: true),
        ["Application Backgrounded"] = new("Left the app", "Left the app", Icon: "device-mobile", Passing: true),
        ["Application Crashed"] = new("The app crashed", "The app crashed", Aside: Aside.Reason, Icon: "alert-triangle", Tone: Tone.Hurt),
        ["Signed Up"] = new("Signed up", "Signed up", Icon: "user-plus", Tone: Tone.Helped),
        ["Signed In"] = new("Signed in", "Signed in", Icon: "login", Passing: true),
        ["Signed Out"] = new("Signed out", "Signed out", Icon: "logout", Passing: true),
    }.ToFrozenDictionary();
}
