using System.Text.Json;
using Throughline.Platform.Ui;
using Throughline.Touchpoints.Inventory;
using Throughline.Touchpoints.Rules;
using Throughline.Touchpoints.Shipped;
using Throughline.Touchpoints.Stages;

namespace Throughline.Tests.Touchpoints.Inventory;

public sealed class TouchpointFieldsTests
{
    [Fact]
    public void What_a_form_shows_of_a_shipped_touchpoint_is_read_back_as_it_was()
    {
        foreach (var card in ShippedSet.Touchpoints().Select(TouchpointCard.Of))
        {
            var (request, faults) = TouchpointFields.Of(card).Read();

            Assert.Empty(faults);
            Assert.Equal((card.Name, card.Goal, card.Owner, card.Promise), (request.Name, request.Goal, request.Owner, request.Promise));
            Assert.Equal(card.Rules.Select(r => r.Meaning), request.Rules!.Select(r => r.Meaning));
        }
    }

    [Theory]
    [InlineData("total ge 500", """[{"property":"total","op":"ge","value":500}]""")]
    [InlineData("topic in refund, sizing", """[{"property":"topic","op":"in","value":["refund","sizing"]}]""")]
    [InlineData("coupon exists", """[{"property":"coupon","op":"exists"}]""")]
    [InlineData("is eq true\ncity eq New York", """[{"property":"is","op":"eq","value":true},{"property":"city","op":"eq","value":"New York"}]""")]
    [InlineData("size eq \"42\"", """[{"property":"size","op":"eq","value":"42"}]""")]
    [InlineData("alone", """[{"property":"alone","op":""}]""")]
    public void Conditions_are_written_and_read_a_line_each(string text, string json)
    {
        var read = ConditionText.Read(text)!;

        Assert.Equal(json, JsonSerializer.Serialize(read, JsonSerializerOptions.Web));
        Assert.Equal(text, ConditionText.Write(read));
    }

    [Theory]
    [InlineData("Café, upstairs", "cafe-upstairs")]
    [InlineData("  Größe? ", "gro-e")]
    [InlineData("日本", "")]
    public void A_key_is_made_of_a_name(string name, string key) => Assert.Equal(key, KeyOfName.Of(name));

    [Theory]
    [InlineData(14_400, "4", "hours")]
    [InlineData(0, "0", "days")]
    [InlineData(90, "90", "seconds")]
    [InlineData(5_400, "90", "minutes")]
    public void A_time_is_told_in_the_largest_unit_that_tells_it_whole(double seconds, string number, string unit) =>
        Assert.Equal((number, unit), TouchpointFields.Spell(seconds));

    [Fact]
    public void Silence_is_suggested_from_days_between_purchases_and_only_from_enough_of_them()
    {
        var day = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([2, 3], PurchaseGaps.GapsIn([day.AddDays(5), day, day.AddDays(2), day.AddHours(5)]));
        Assert.Null(PurchaseGaps.Of(Enumerable.Range(1, 20).Select(n => (double)n)));

        var suggested = PurchaseGaps.Of(Enumerable.Range(1, 1_000).Select(n => (double)n))!;
        Assert.InRange(suggested.Days, 899, 902);
        Assert.True(suggested.Interval.Low < 900 && suggested.Interval.High > 900 && suggested.Interval.High - suggested.Interval.Low < 50);
    }
}
