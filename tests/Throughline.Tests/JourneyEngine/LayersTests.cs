using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

/// <summary>More rows than fit a block, codes of one and two bytes, fractions of seconds: whatever lies where, the counts are those of the
/// plain list.</summary>
public class LayersTests
{
    private const int Customers = 5_000, Rows = 60_000;

    [Fact]
    public void Filtered_counts_are_the_same_from_base_gathered_and_fresh_rows()
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path, new JourneyStoreOptions { PromotedProperties = ["plan", "product"], GatherAfterCustomers = 50 });
        var random = new Random(7);
        var rows = new List<(int Customer, long TimeMs, string Type, string Plan, string Product)>();
        Append(Rows);
        Agree();
        store.Compact();
        Agree();
        Append(2_000);
        Agree();
        store.Gather();
        Agree();
        Append(700);
        store.SetCustomers([.. Enumerable.Range(0, 40).Select(i => (i * 3, 3))]);
        for (var i = 0; i < rows.Count; i++) if (rows[i].Customer < 120 && rows[i].Customer % 3 == 0) rows[i] = rows[i] with { Customer = 3 };
        Agree();
        store.Gather();
        Append(30);
        Agree();

        void Append(int count)
        {
            for (var n = 0; n < count; n++)
            {
                var row = (Customer: random.Next(Customers), TimeMs: StreamUnderTest.Origin + random.NextInt64(30 * 86_400_000L),
                    Type: $"t{random.Next(9)}", Plan: $"p{random.Next(6)}", Product: $"x{random.Next(400)}");
                store.Append([new JourneyRow(row.Customer, row.TimeMs, store.Position + 1, store.Names.EventTypes.Code(row.Type))],
                    [store.Names.Properties[0].Code(row.Plan), store.Names.Properties[1].Code(row.Product)]);
                rows.Add(row with { Customer = store.CustomerOf(row.Customer) });
            }
        }

        void Agree()
        {
            string[] products = [.. Enumerable.Range(0, 100).Select(i => $"x{i * 4}")];
            var scope = new Scope
            { FromMs = StreamUnderTest.Origin, ToMs = StreamUnderTest.Origin + (20 * 86_400_000L),
                Rows = new RowFilter { Where = [new("plan", Comparison.Eq, "p1"), new("product", Comparison.In, products)] }
            };
            var expected = rows.Where(r => r.TimeMs < scope.ToMs && r.Plan == "p1" && products.Contains(r.Product)).ToList();
            var trend = store.Ask(new TrendQuestion
            { Scope = scope, Interval = Interval.Week, Measure = Measure.Customers, Breakdown = [Dimension.EventType]
            });
            Assert.Equal(expected.GroupBy(r => r.Type).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
                (g.Key, g.GroupBy(r => (r.TimeMs - StreamUnderTest.Origin) / (7 * 86_400_000L)).Sum(w => w.Select(r => r.Customer).Distinct().Count()))),
                trend.Series.Select(s => (s.Key[0], (int)s.Points.Sum(p => p.N))));
            Assert.Equal(expected.Select(r => r.Customer).Distinct().Order(), store.Ask(new WhoDidQuestion { Scope = scope }).Customers());
            Assert.Equal(expected.Where(r => r.Type == "t3").Select(r => r.Customer).Distinct().Count(),
                store.Ask(new FunnelQuestion { Scope = scope, Steps = ["t3"], WindowSeconds = 9 }).All.Steps[0].Customers);
        }
    }
}
