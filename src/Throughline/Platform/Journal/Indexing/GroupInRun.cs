namespace Throughline.Platform.Journal.Indexing;

/// <summary>Finds the pairs of one group in one sorted file.</summary>
internal static class GroupInRun
{
    /// <summary>Orders of all of them.</summary>
    public static void Find(PairRun run, ulong group, int shift, List<ulong> into)
    {
        if (!run.MayContain(group)) return;
        Span<Pair> one = stackalloc Pair[1];
        for (var at = run.LowerBound(new Pair(group << shift, 0)); run.Read(at, one) == 1 && one[0].Key >> shift == group; at++) into.Add(one[0].Order);
    }

    /// <summary>The last of them below <paramref name="before"/>, in any order.</summary>
    public static void Last(PairRun run, ulong group, int shift, Pair before, int limit, List<Pair> into)
    {
        if (!run.MayContain(group)) return;
        var beyond = Beyond(group, shift);
        var end = run.LowerBound(before < beyond ? before : beyond);
        var start = Math.Max(run.LowerBound(new Pair(group << shift, 0)), end - limit);
        if (start >= end) return;
        var pairs = new Pair[end - start];
        run.Read(start, pairs);
        into.AddRange(pairs);
    }

    /// <summary>How many there are, and the first; null when there is none.</summary>
    public static (long Count, Pair First)? Sum(PairRun run, ulong group, int shift)
    {
        if (!run.MayContain(group)) return null;
        var start = run.LowerBound(new Pair(group << shift, 0));
        var end = run.LowerBound(Beyond(group, shift));
        if (start == end) return null;
        Span<Pair> one = stackalloc Pair[1];
        run.Read(start, one);
        return (end - start, one[0]);
    }

    private static Pair Beyond(ulong group, int shift) => group == ulong.MaxValue >> shift ? Pair.Highest : new Pair((group + 1) << shift, 0);
}
