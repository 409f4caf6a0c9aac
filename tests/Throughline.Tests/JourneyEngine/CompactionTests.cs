using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

/// <summary>More customers than fit a chunk, most of them with rows in order of time, some joined, split, late or erased: after each
/// compaction everybody has exactly their rows.</summary>
public class CompactionTests
{
    private const int Identities = 20_000, RowsARound = 30_000;

    private sealed record Known(int Identity, TimelineRow Row, string Plan);

    [Fact]
    public void Compactions_keep_every_row_of_many_customers_in_order()
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path, new JourneyStoreOptions { PromotedProperties = ["plan"] });
        var random = new Random(11);
        var rows = new List<Known>();
        for (var k = 0; k < 300; k++) store.Names.EventTypes.Code($"t{k}");
        for (var round = 0; round < 4; round++)
        {
            for (var n = 0; n < RowsARound; n++) rows.Add(Append(store, random, rows.Count));
            for (var n = 0; n < 200; n++) store.SetCustomer(random.Next(Identities), random.Next(Identities));
            for (var n = 0; n < 20; n++)
            {
                var customer = random.Next(Identities);
                var erased = store.IdentitiesOf(customer);
                store.Erase(customer);
                rows.RemoveAll(r => erased.Contains(r.Identity));
            }
            if (round == 2) store.Gather();
            store.Compact(threads: 2);
            Agree(store, rows);
        }
    }

    private static Known Append(JourneyStore store, Random random, int number)
    {
        var late = random.Next(100) == 0 ? random.Next(20_000_000) : 0;
        var time = StreamUnderTest.Origin + (number * 1000L) - late + (number > RowsARound ? random.Next(1000) : 0);
        var value = random.Next(3) == 0 ? JourneyRow.NoValue : random.Next(-5, 5) * (random.Next(1000) == 0 ? 1_000_000_000_000 : 1);
        var plan = random.Next(4) == 0 ? "" : $"p{random.Next(8)}";
        var row = new JourneyRow(random.Next(Identities), time, store.Position + 1 + random.Next(3), 1 + random.Next(300), Value: value);
        store.Append([row], [store.Names.Properties[0].Code(plan)]);
        return new Known(row.Identity, new TimelineRow(row.Position, row.TimeMs, row.Identity, row.Type, 0, 0, 0, value), plan);
    }

    private static void Agree(JourneyStore store, List<Known> rows)
    {
        var expected = rows.GroupBy(r => store.CustomerOf(r.Identity)).ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(expected.Keys.Order(), store.Everyone().Customers());
        foreach (var (customer, known) in expected)
            Assert.Equal(known.Select(k => k.Row).OrderByDescending(r => r.TimeMs).ThenByDescending(r => r.Position), store.Timeline(customer, 10_000));
        var plans = store.Ask(new TrendQuestion { Interval = Interval.Whole, Measure = Measure.Count, Breakdown = [Dimension.Of("plan")] });
        Assert.Equal(rows.GroupBy(r => r.Plan).Select(g => (g.Key, g.Count())).Order(), plans.Series.Select(s => (s.Key[0], (int)s.Points[0].N)).Order());
    }
}
