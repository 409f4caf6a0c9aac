using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

public class ExactAmountTests
{
    [Theory]
    [InlineData(10_000)]
    [InlineData(1)]
    [InlineData(1_000_000_000)]
    public void Values_come_back_from_a_packed_store_as_they_went_in(long unit)
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path, new JourneyStoreOptions());
        var type = store.Names.EventTypes.Code("paid");
        long[] values = [5, -3, 0, 70_000, JourneyRow.NoValue, 1_234_567];
        for (var i = 0; i < values.Length; i++)
            store.Append([new JourneyRow(0, StreamUnderTest.Origin + i, i + 1, type, Value: values[i] == JourneyRow.NoValue ? values[i] : values[i] * unit)]);
        var before = Sum(store);
        store.Compact();
        Assert.Equal((before, 1_304_569.0 * unit), (Sum(store), before));
    }

    [Fact]
    public void Sums_of_a_property_are_exact_however_small_its_numbers_are_and_however_large_the_sum()
    {
        Assert.Equal(0.4, Sum([.. Enumerable.Repeat("0.004", 100)]));
        Assert.Equal(0.0000003, Sum(["0.0000001", "0.0000002"]));
        Assert.Equal(12.5, Sum(["12.50", "about ten"]));
        Assert.Equal(9e14 * 20_000, Sum([.. Enumerable.Repeat("900000000000000", 20_000)]));
    }

    private static double Sum(IReadOnlyList<string> amounts)
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path, new JourneyStoreOptions { PromotedProperties = ["amount"] });
        var type = store.Names.EventTypes.Code("paid");
        for (var i = 0; i < amounts.Count; i++)
            store.Append([new JourneyRow(0, StreamUnderTest.Origin + i, i + 1, type)], [store.Names.Properties[0].Code(amounts[i])]);
        return Sum(store, "amount");
    }

    private static double Sum(JourneyStore store, string? property = null) => store.Ask(new TrendQuestion
    {
        Event = new("paid"), Measure = Measure.Sum, Interval = Interval.Whole, ValueProperty = property,
        Scope = new Scope { FromMs = StreamUnderTest.Origin, ToMs = StreamUnderTest.Origin + 3_600_000 },
    }, TestContext.Current.CancellationToken).Series.Single().Points.Single().Value;
}
