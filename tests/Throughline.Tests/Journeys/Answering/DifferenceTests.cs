using Throughline.Journeys.Answering;

namespace Throughline.Tests.Journeys.Answering;

/// <summary>A difference is marked only when a test says so, and more tests make it harder.</summary>
public sealed class DifferenceTests
{
    [Theory]
    [InlineData(0, 100, 0, 100)]
    [InlineData(100, 100, 100, 100)]
    [InlineData(1, 4, 300, 900)]
    [InlineData(0, 0, 10, 20)]
    [InlineData(5, 3, 10, 20)]
    public void Too_few_say_nothing(long count, long of, long others, long otherOf) => Assert.Null(new Differences().Shares(count, of, others, otherOf));

    [Fact]
    public void One_of_many_tests_needs_more_to_be_marked_than_one_alone()
    {
        var alone = new Differences();
        var one = alone.Shares(60, 100, 45, 100)!;
        alone.Settle();
        Assert.True(one.Holds);
        Assert.InRange(one.By, 0.149, 0.151);
        Assert.True(one.Interval is { Low: > 0, High: < 0.3 });

        var many = new Differences();
        var same = many.Shares(60, 100, 45, 100)!;
        for (var i = 0; i < 30; i++) many.Shares(50, 100, 50, 100);
        many.Settle();
        Assert.False(same.Holds);
        Assert.Equal(one.P, same.P);
    }
}
