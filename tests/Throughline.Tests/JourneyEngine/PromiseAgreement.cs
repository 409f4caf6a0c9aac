using Throughline.JourneyEngine;
using Throughline.Tests.JourneyEngine.Oracle;

namespace Throughline.Tests.JourneyEngine;

/// <summary>Compares promises, their parts, splits and people with the oracle.</summary>
public static class PromiseAgreement
{
    public static void Check(JourneyStore store, OracleStore truth, PromisesQuestion q)
    {
        var oracle = new OraclePromises(truth, q);
        var answer = store.Ask(q);
        Assert.Equal(q.Promises.Select(p => p.Key), answer.Promises.Select(p => p.Key));
        foreach (var (terms, count) in q.Promises.Zip(answer.Promises))
        {
            var cases = oracle.Of(terms);
            Assert.Equal(Tally(cases), count.Whole);
            Assert.Equal(Enumerable.Range(0, q.Parts).Select(part => Tally(cases.Where(c => oracle.PartOf(c.Began) == part))), count.Parts);
            Assert.Equal(Median(cases), count.MedianSeconds);
            foreach (var state in Enum.GetValues<PromiseState>())
                Assert.Equal(People(cases.Where(c => c.State == state)), store.People(q, new PromiseCell(terms.Key, state)));
            Splits(store, q, terms, cases, count);
        }
    }

    private static void Splits(JourneyStore store, PromisesQuestion q, PromiseTerms terms, List<OraclePromises.Case> cases, PromiseCount count)
    {
        var by = Dimension.Of("browser");
        var expected = cases.Where(c => c.State is PromiseState.Kept or PromiseState.Broken).GroupBy(ValueOf).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Count(c => c.State == PromiseState.Kept), g.Count(c => c.State == PromiseState.Broken),
                People(g.Where(c => c.State == PromiseState.Broken)).Count)).ToList();
        Assert.Equal(expected, count.Splits.OrderBy(s => s.Value, StringComparer.Ordinal).Select(s => (s.Value, s.Kept, s.Broken, s.BrokenCustomers)));
        foreach (var (value, _, _, _) in expected.Take(2))
            Assert.Equal(People(cases.Where(c => c.State == PromiseState.Broken && ValueOf(c) == value)),
                store.People(q, new PromiseCell(terms.Key, PromiseState.Broken, by, value)));
    }

    private static string ValueOf(OraclePromises.Case one) => one.Began.Browser;

    private static List<int> People(IEnumerable<OraclePromises.Case> cases) => [.. cases.Select(c => c.Customer).Distinct().Order()];

    private static PromiseTally Tally(IEnumerable<OraclePromises.Case> cases)
    {
        var all = cases.ToList();
        List<OraclePromises.Case> In(PromiseState state) => all.FindAll(c => c.State == state);
        int Customers(PromiseState state) => People(In(state)).Count;
        return new PromiseTally(In(PromiseState.Kept).Count, In(PromiseState.Broken).Count, In(PromiseState.Open).Count, Customers(PromiseState.Kept),
            Customers(PromiseState.Broken), Customers(PromiseState.Open), all.Count(c => c is { State: null, HasDue: true }), all.Count(c => !c.HasDue));
    }

    private static double? Median(List<OraclePromises.Case> cases)
    {
        var took = cases.Where(c => c.State is PromiseState.Kept or PromiseState.Broken)
            .Select(c => c.Done is null ? double.PositiveInfinity : c.Done.TimeMs - c.Began.TimeMs).Order().ToList();
        if (took.Count == 0) return null;
        var middle = took.Count % 2 == 1 ? took[took.Count / 2] : (took[(took.Count / 2) - 1] + took[took.Count / 2]) / 2;
        return double.IsPositiveInfinity(middle) ? null : middle / 1000;
    }
}
