namespace Throughline.Statistics.Recommending;

/// <summary>Turns co-occurrence sums into the strongest links of each item, over all cores.</summary>
internal static class Links
{
    /// <summary>Gives each pair that ever occurred together its strength, and keeps the strongest of each item.</summary>
    public static ItemLinks Build(ItemRows rows, int neighbours, Decay decay, Func<int, int, float, float> strength)
    {
        var links = new Scored[rows.Items][];
        Parallel.For(0, rows.Items, () => (Sums: new float[rows.Items], Touched: new List<int>()), (item, _, work) =>
        {
            rows.AddProducts(item, work.Sums, work.Touched);
            links[item] = [.. work.Touched.Where(other => other != item)
                .Select(other => new Scored(other, strength(item, other, work.Sums[other])))
                .OrderByDescending(link => link.Score).ThenBy(link => link.Item).Take(neighbours)];
            foreach (var other in work.Touched) work.Sums[other] = 0;
            work.Touched.Clear();
            return work;
        }, _ => { });
        return new(links, decay);
    }
}
