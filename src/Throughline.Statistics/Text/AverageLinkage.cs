namespace Throughline.Statistics.Text;

/// <summary>Joins groups by their mean similarity along chains of nearest neighbours (Murtagh 1983), which finds the same tree as joining
/// the nearest pair each time, in O(n²).</summary>
internal static class AverageLinkage
{
    public static int[] Fit(TermVector[] vectors, double leastSimilarity, CancellationToken ct)
    {
        var n = vectors.Length;
        var alike = new float[n][];
        Parallel.For(0, n, new ParallelOptions { CancellationToken = ct }, i =>
        {
            alike[i] = new float[n];
            for (var j = 0; j < n; j++) alike[i][j] = i == j ? float.NegativeInfinity : vectors[i].Dot(vectors[j]);
        });
        var (size, parent, active) = (new int[n], Enumerable.Range(0, n).ToArray(), Enumerable.Range(0, n).ToList());
        Array.Fill(size, 1);
        var chain = new Stack<int>();
        while (active.Count > 1)
        {
            ct.ThrowIfCancellationRequested();
            if (chain.Count == 0) chain.Push(active[0]);
            var top = chain.Pop();
            var before = chain.Count > 0 ? chain.Peek() : -1;
            var nearest = Nearest(alike[top], active, top, before);
            // A chain that meets nothing near enough ends; its last group is done, because joining others never brings them nearer (average
            // linkage is reducible).
            if (alike[top][nearest] < leastSimilarity) active.Remove(top);
            else if (nearest == before) Join(alike, size, parent, active, chain.Pop(), top);
            else
            {
                chain.Push(top);
                chain.Push(nearest);
            }
        }

        return SphericalKMeans.Renumbered([.. Enumerable.Range(0, n).Select(i => Root(parent, i))]);
    }

    /// <summary>The nearest active group; the one before in the chain wins ties, so that chains end.</summary>
    private static int Nearest(float[] alike, List<int> active, int own, int before)
    {
        var best = before;
        foreach (var other in active)
        {
            if (other != own && (best < 0 || alike[other] > alike[best])) best = other;
        }

        return best;
    }

    private static void Join(float[][] alike, int[] size, int[] parent, List<int> active, int into, int from)
    {
        var (a, b) = ((float)size[into], (float)size[from]);
        foreach (var other in active)
        {
            if (other == into || other == from) continue;
            var mean = (a * alike[into][other] + b * alike[from][other]) / (a + b);
            alike[into][other] = mean;
            alike[other][into] = mean;
        }

        size[into] += size[from];
        parent[from] = into;
        active.Remove(from);
    }

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i) i = parent[i];
        return i;
    }
}
