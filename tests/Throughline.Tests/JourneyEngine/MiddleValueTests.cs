using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

public sealed class MiddleValueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(10_000)]
    public void The_median_is_that_of_the_sorted_values(int count)
    {
        var random = new Random(count);
        for (var kinds = 1; kinds <= count && kinds < 2_000; kinds *= 3)
        {
            long[] values = [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(kinds))];
            long[] sorted = [.. values.Order()];

            Assert.Equal((sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0, MiddleValue.Of(values));
        }
    }

    [Fact]
    public void Values_in_order_or_all_alike_are_no_trap()
    {
        Assert.Equal(499_999.5, MiddleValue.Of([.. Enumerable.Range(0, 1_000_000).Select(i => (long)i)]));
        Assert.Equal(499_999.5, MiddleValue.Of([.. Enumerable.Range(0, 1_000_000).Select(i => 999_999L - i)]));
        Assert.Equal(7, MiddleValue.Of(Enumerable.Repeat(7L, 1_000_000).ToArray()));
    }
}
