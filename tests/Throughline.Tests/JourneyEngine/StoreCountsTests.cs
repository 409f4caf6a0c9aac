using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

public class StoreCountsTests
{
    [Fact]
    public void Names_come_with_the_most_frequent_first_whether_their_rows_are_fresh_or_compacted()
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path, new JourneyStoreOptions { PromotedProperties = ["browser"] });
        Append(store, "view", "web", "Chrome");
        Append(store, "pay", "app", "Safari");
        store.Compact();
        Append(store, "pay", "", "Chrome");
        store.Names.EventTypes.Code("never");
        foreach (var compacted in (bool[])[false, true])
        {
            if (compacted) store.Compact();
            Assert.Equal([new("pay", 2), new("view", 1)], store.Counts.EventTypes);
            Assert.Equal([new("app", 1), new("web", 1)], store.Counts.Channels);
            Assert.Equal([new PropertyCount("browser", 2)], store.Counts.Properties);
        }
    }

    [Fact]
    public void Sets_of_customers_are_joined_cut_and_turned_round()
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path);
        foreach (var customer in (int[])[1, 70, 300])
            store.Append([new JourneyRow(customer, StreamUnderTest.Origin, store.Position + 1, store.Names.EventTypes.Code("view"))]);
        var everyone = store.Everyone();
        CustomerSet some = new([70, 300, 900]), few = new([1, 70]);
        Assert.Equal([1, 70, 300], everyone.Customers());
        Assert.Equal([70], some.And(few).Customers());
        Assert.Equal([1, 70, 300, 900], some.Or(few).Customers());
        Assert.Equal([300, 900], some.Without(few).Customers());
        Assert.Equal([1], some.Not(everyone).Customers());
        Assert.Equal([70, 300, 900], some.Customers());
    }

    private static void Append(JourneyStore store, string type, string channel, string browser)
        => store.Append(
            [new JourneyRow(1, StreamUnderTest.Origin, store.Position + 1, store.Names.EventTypes.Code(type), store.Names.Channels.Code(channel))],
            [store.Names.Properties[0].Code(browser)]);
}
