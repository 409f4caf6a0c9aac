namespace Throughline.Statistics.Recommending;

/// <summary>Turns co-occurrence sums into the strongest links of each item, over all cores.</summary>
internal static class Links
{
    /// <summary>Gives each pair that ever occurred together its strength; pairs at 0 or below are dropped.</summary>
    public static ItemLinks Build(ItemRows rows, int neighbours, Decay decay, Func<int, int, float, float> strength)
    {
        var links = new Scored[rows.Items][];
        Parallel.For(0, rows.Items, () => new float[rows.Items], (item, _, sums) =>
        {
            sums.AsSpan().Clear();
            rows.AddProducts(item, sums);
            sums[item] = 0;
            for (var other = 0; other < sums.Length; other++)
            {
                sums[other] = sums[other] > 0 ? strength(item, other, sums[other]) : float.NegativeInfinity;
            }

            links[item] = TopItems.Select(sums, neighbours);
            return sums;
        }, _ => { });
        return new(links, decay);
    }
}
