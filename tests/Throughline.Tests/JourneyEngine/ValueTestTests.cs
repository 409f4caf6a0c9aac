using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

public class ValueTestTests
{
    [Theory]
    [InlineData("5", "5.0", true)]
    [InlineData("5", " 5 ", true)]
    [InlineData("1e2", "100", true)]
    [InlineData("0.1", "0.10", true)]
    [InlineData("-0", "0", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("9007199254740993", "9007199254740993.0", true)]
    [InlineData("12345678901234567890", "12345678901234567891", false)]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567891", false)]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890.00", true)]
    [InlineData("0.12345678901234567890123456789012345", "0.12345678901234567890123456789012346", false)]
    [InlineData("1e30", "1000000000000000000000000000000", true)]
    [InlineData("1e999999999", "2", false)]
    [InlineData("five", "5", false)]
    public void Numbers_are_equal_when_they_are_the_same_to_the_last_digit(string stored, string asked, bool equal)
    {
        Assert.Equal(equal, new ValueTest(Comparison.Eq, [asked]).Holds(stored));
        Assert.Equal(!equal, new ValueTest(Comparison.Ne, [asked]).Holds(stored));
        Assert.Equal(equal, new ValueTest(Comparison.In, ["none", asked]).Holds(stored));
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740992", 1)]
    [InlineData("12345678901234567890123456789012", "12345678901234567890123456789013", -1)]
    [InlineData("1e29", "99999999999999999999999999999", 1)]
    [InlineData("-1e40", "0.5", -1)]
    public void Numbers_are_ordered_to_the_last_digit(string stored, string asked, int order)
    {
        Assert.Equal(order > 0, new ValueTest(Comparison.Gt, [asked]).Holds(stored));
        Assert.Equal(order < 0, new ValueTest(Comparison.Lt, [asked]).Holds(stored));
    }
}
