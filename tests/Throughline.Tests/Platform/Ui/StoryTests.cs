using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Customers.Logging;
using Throughline.Platform.Language;
using Throughline.Platform.Ui.Interactions;

namespace Throughline.Tests.Platform.Ui;

/// <summary>Interactions in a customer's words, and money as it reads.</summary>
public sealed class StoryTests
{
    public StoryTests() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    [Theory]
    [InlineData(
        "Order Completed",
        """{"order_id":"10482","total":412,"currency":"EUR","products":[{"name":"Alba 2 tent"},{"name":"Peg","quantity":4}]}""",
        "Ordered 10482",
        "Alba 2 tent, 4 × Peg · €412.00")]
    [InlineData("Order Completed", """{"order_id":10482,"revenue":"99.5"}""", "Ordered 10482", "99.50")]
    [InlineData("Order Completed", "{}", "Placed an order", null)]
    [InlineData("Order Completed", """{"order_id":{"a":1},"total":[],"products":["x",null,3]}""", "Placed an order", null)]
    [InlineData("Product Viewed", """{"name":"Trail stove","price":59,"currency":"gbp"}""", "Viewed Trail stove", "£59.00")]
    [InlineData("Product Added", """{"name":"Peg","price":1.5,"currency":"SEK","quantity":4}""", "Added Peg to the cart", "1.50 SEK · 4 pieces")]
    [InlineData("Products Searched", """{"query":"{0} tent"}""", "Searched for “{0} tent”", null)]
    [InlineData("Call Logged", """{"text":"Still not here","direction":"in","loggedBy":"Maria"}""", "Called us", "Still not here · logged by Maria")]
    [InlineData("Call Logged", """{"direction":"out"}""", "We called", null)]
    [InlineData("Kite Flown", """{"height":30,"place":"Vik","who":null,"list":[1]}""", "Kite Flown", "height: 30 · place: Vik")]
    [InlineData("Kite Flown", "\"not an object\"", "Kite Flown", null)]
    public void An_event_reads_in_plain_words(string name, string properties, string title, string? detail)
    {
        var story = Teller().Tell(InteractionKind.Track, name, "web", JsonElement.Parse(properties));
        Assert.Equal((title, detail), (story.Title, story.Detail));
    }

    [Theory]
    [InlineData("page:Tents", """{"path":"/tents"}""", "Viewed “Tents”", "/tents")]
    [InlineData("page:", """{"title":"Welcome"}""", "Viewed “Welcome”", null)]
    [InlineData("page:", "{}", "Viewed a page", null)]
    public void A_page_reads_by_its_name_or_title(string name, string properties, string title, string? detail)
    {
        var story = Teller().Tell(InteractionKind.Page, name, "web", JsonElement.Parse(properties));
        Assert.Equal((title, detail), (story.Title, story.Detail));
    }

    [Theory]
    [InlineData(InteractionKind.Track, "Order Completed", "web", false)]
    [InlineData(InteractionKind.Track, "Product Viewed", "web", true)]
    [InlineData(InteractionKind.Track, "Kite Flown", "web", true)]
    [InlineData(InteractionKind.Track, "Kite Flown", "phone", false)]
    [InlineData(InteractionKind.Page, "page:Home", "web", true)]
    public void What_passes_by_and_what_tells_are_told_apart(InteractionKind kind, string name, string channel, bool passing) =>
        Assert.Equal(passing, Teller().Tell(kind, name, channel, default).Passing);

    [Theory]
    [InlineData("412", "EUR", "€412.00")]
    [InlineData("-1204.5", "usd", "−$1,204.50")]
    [InlineData("1000", "JPY", "¥1,000")]
    [InlineData("1000", "ISK", "1,000 ISK")]
    [InlineData("0", null, "0.00")]
    public void Money_reads_with_its_currency(string amount, string? currency, string text) =>
        Assert.Equal(text, MoneyText.Of(decimal.Parse(amount, CultureInfo.InvariantCulture), currency));

    private static StoryTeller Teller() => new(new English(), [new LoggedStories()]);

    private sealed class English : IStringLocalizer<Words>
    {
        public LocalizedString this[string name] => new(name, name);
        public LocalizedString this[string name, params object[] arguments] => new(name, string.Format(CultureInfo.CurrentCulture, name, arguments));
        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
