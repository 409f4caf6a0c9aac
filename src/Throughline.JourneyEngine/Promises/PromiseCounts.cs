namespace Throughline.JourneyEngine;

/// <summary>What is counted of one promise. One a thread; joined afterwards.</summary>
internal sealed class PromiseCounts(PromisePlan plan)
{
    public readonly PromiseTally[] Parts = new PromiseTally[plan.Parts];

    /// <summary>Judged cases by column and code: kept, broken, customers with a broken one.</summary>
    public readonly int[][] Kept = [.. plan.By.Select(c => new int[c.Column.Codes])], Broken = [.. plan.By.Select(c => new int[c.Column.Codes])],
        BrokenCustomers = [.. plan.By.Select(c => new int[c.Column.Codes])];

    public readonly List<long> TookMs = [];
    public int KeptCustomers, BrokenCustomersAll, OpenCustomers;

    public static PromiseCounts Join(PromisePlan plan, IEnumerable<PromiseCounts> threads)
    {
        var sum = new PromiseCounts(plan);
        foreach (var next in threads)
        {
            for (var part = 0; part < plan.Parts; part++) sum.Parts[part] = sum.Parts[part].Plus(next.Parts[part]);
            for (var column = 0; column < plan.By.Length; column++)
                for (var code = 0; code < sum.Kept[column].Length; code++)
                {
                    sum.Kept[column][code] += next.Kept[column][code];
                    sum.Broken[column][code] += next.Broken[column][code];
                    sum.BrokenCustomers[column][code] += next.BrokenCustomers[column][code];
                }
            sum.TookMs.AddRange(next.TookMs);
            sum.KeptCustomers += next.KeptCustomers;
            sum.BrokenCustomersAll += next.BrokenCustomersAll;
            sum.OpenCustomers += next.OpenCustomers;
        }
        return sum;
    }

    public PromiseTally Whole => Parts.Aggregate((sum, part) => sum.Plus(part)) with
    {
        KeptCustomers = KeptCustomers, BrokenCustomers = BrokenCustomersAll, OpenCustomers = OpenCustomers,
    };

    /// <summary>The middle in seconds; null when it lies among those never done.</summary>
    public double? Median()
    {
        if (TookMs.Count == 0) return null;
        var middle = MiddleValue.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(TookMs));
        return middle >= PromiseKernel.Never / 4.0 ? null : middle / 1000;
    }

    public IEnumerable<PromiseSplit> Splits()
    {
        for (var column = 0; column < plan.By.Length; column++)
            for (var code = 0; code < Kept[column].Length; code++)
                if (Kept[column][code] + Broken[column][code] > 0)
                    yield return new PromiseSplit(plan.By[column].Dimension, code == 0 ? "" : plan.By[column].Column.Names.Name(code),
                        Kept[column][code], Broken[column][code], BrokenCustomers[column][code]);
    }
}
