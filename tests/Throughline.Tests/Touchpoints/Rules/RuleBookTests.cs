using System.Text;
using System.Text.Json;
using Throughline.Touchpoints;
using Throughline.Touchpoints.Rules;
using Throughline.Touchpoints.Shipped;

namespace Throughline.Tests.Touchpoints.Rules;

public sealed class RuleBookTests
{
    private static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();

    [Theory]
    [InlineData("Order Completed", "web", "{}", "by-event")]
    [InlineData("Order Completed", "store", "{}", "by-channel")]
    [InlineData("Order Completed", "store", """{"properties":{"total":600}}""", "by-condition")]
    [InlineData("Order Completed", "phone", """{"properties":{"total":600}}""", "by-condition")]
    [InlineData("Order Completed", "store", """{"properties":{"total":"unknown"}}""", "by-channel")]
    [InlineData("Page Folded", "kiosk", "{}", "any-on-kiosk")]
    [InlineData("Page Folded", "web", "{}", null)]
    [InlineData("Order Completed", "kiosk", "{}", "by-event")]
    [InlineData("", "kiosk", "{}", null)]
    public void The_most_specific_rule_wins(string name, string channel, string body, string? touchpoint)
    {
        var book = Book(
            A("any-on-kiosk", new Rule("*", "kiosk")),
            A("by-event", new Rule("Order Completed")),
            A("by-channel", new Rule("Order Completed", "store")),
            A("by-condition", new Rule("Order Completed", Where: [new Condition("total", "ge", JsonElement.Parse("500"))])));

        Assert.Equal(touchpoint, book.Assign(name, channel, Encoding.UTF8.GetBytes(body))?.Key);
    }

    [Fact]
    public void Between_equal_rules_the_touchpoint_that_comes_first_wins() =>
        Assert.Equal(
            "first", Book(A("second", 2, new Rule("Chat Started")), A("first", 1, new Rule("Chat Started"))).Assign("Chat Started", "chat", Nothing)?.Key);

    [Theory]
    [InlineData("topic", "refund")]
    [InlineData("inner.depth", "3")]
    [InlineData("dotted.name", "here")]
    [InlineData("dotted.name.more", "deep")]
    [InlineData("context.campaign.name", "Autumn")]
    [InlineData("list", "[1, 2]")]
    [InlineData("nothing", null)]
    [InlineData("campaign.name", null)]
    [InlineData("inner.missing", null)]
    [InlineData("is", "true")]
    public void A_property_is_found_by_its_name_inside_and_from_the_top(string path, string? value)
    {
        var body =
            """{"context":{"campaign":{"name":"Autumn"}},"properties":{"inner":{"other":{"depth":9},"depth":3},"topic":"refund","dotted.name":"here","dotted":{"name":{"more":"deep"}},"list":[1, 2],"nothing":null,"is":true}}"""u8;

        Assert.Equal(value, PropertyReader.Find(body, path));
    }

    [Theory]
    [InlineData("eq", "\"5\"", "5", true)]
    [InlineData("eq", "5", "6", false)]
    [InlineData("eq", "5", "5.00", true)]
    [InlineData("ne", "5", "5.0", false)]
    [InlineData("in", "[4, 5]", "5.0", true)]
    [InlineData("eq", "\"007a\"", "7a", false)]
    [InlineData("gt", "\"a\"", "9", false)]
    [InlineData("ne", "\"a\"", null, true)]
    [InlineData("gt", "10", "9", false)]
    [InlineData("gt", "9", "10", true)]
    [InlineData("lt", "9", "many", false)]
    [InlineData("le", "\"b\"", "a", true)]
    [InlineData("contains", "\"PACIFIC\"", "Pacific blue", true)]
    [InlineData("in", "[\"a\",\"b\"]", "b", true)]
    [InlineData("in", "[\"a\",\"b\"]", null, false)]
    [InlineData("exists", null, "x", true)]
    [InlineData("exists", null, null, false)]
    [InlineData("eq", "true", "true", true)]
    public void A_condition_means_the_same_in_rules_funnels_and_segments(string op, string? value, string? given, bool holds) =>
        Assert.Equal(holds, CompiledCondition.Compile(new Condition("p", op, value is null ? null : JsonElement.Parse(value))).Item1!.Holds(given));

    [Theory]
    [InlineData("like", "\"a\"")]
    [InlineData("eq", null)]
    [InlineData("eq", "[1]")]
    [InlineData("eq", "{}")]
    [InlineData("in", "\"a\"")]
    [InlineData("in", "[]")]
    [InlineData("in", "[null]")]
    public void What_is_no_condition_is_refused_with_a_reason(string op, string? value) =>
        Assert.NotNull(CompiledCondition.Compile(new Condition("p", op, value is null ? null : JsonElement.Parse(value))).Why);

    [Theory]
    [InlineData("Campaign Seen", "email", "campaign-seen")]
    [InlineData("page:Home", "web", "home-page")]
    [InlineData("Order Completed", "web", "order-web")]
    [InlineData("Order Completed", "store", "till")]
    [InlineData("Order Completed", "app", "order-app")]
    [InlineData("IVR Left", "ivr", "ivr")]
    [InlineData("Order Refunded", "server", "return")]
    [InlineData("Account Closed", "web", "leaving")]
    public void The_shipped_set_knows_the_usual_events(string name, string channel, string touchpoint) =>
        Assert.Equal(touchpoint, Book([.. ShippedSet.Touchpoints()]).Assign(name, channel, Nothing)?.Key);

    [Fact]
    public void The_shipped_set_has_no_key_twice_and_no_rule_twice()
    {
        var shipped = ShippedSet.Touchpoints();

        Assert.Equal(shipped.Count, shipped.DistinctBy(t => t.Key).Count());
        Assert.DoesNotContain(shipped.SelectMany(t => t.Rules).CountBy(r => r.Meaning), pair => pair.Value > 1);
        Assert.InRange(shipped.Count, 40, 60);
    }

    private static Touchpoint A(string key, params Rule[] rules) => A(key, 1, rules);

    private static Touchpoint A(string key, int place, params Rule[] rules) => new()
    {
        Key = key, Place = place, Name = key, Channel = "any", Stage = "awareness", Goal = "x", GoalWithinSeconds = 60, Department = "Service", Rules = rules,
    };

    private static RuleBook Book(params Touchpoint[] touchpoints) => new(touchpoints,
        [new Stage { Key = "awareness", Name = "Awareness", Place = 0 },
            new Stage { Key = Stage.Service, Name = "Service", Place = 1 }, new Stage { Key = Stage.Defected, Name = "Left", Place = 1 + 1 }],
        new StageSettings { Version = 1, BoughtFrom = "awareness", SettleDays = 30, ValueEvent = "Product First Used" });
}
