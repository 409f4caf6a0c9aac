namespace Throughline.Statistics.Text;

/// <summary>k-means by cosine over sparse vectors of length 1.</summary>
internal static class SphericalKMeans
{
    private const int MostRounds = 50;

    public static int[] Fit(TermVector[] vectors, int terms, int groups, int seed, CancellationToken ct)
    {
        var centres = Seeds(vectors, terms, groups, new Random(seed));
        var group = new int[vectors.Length];
        Array.Fill(group, -1);
        for (var round = 0; round < MostRounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            var moved = 0;
            Parallel.For(0, vectors.Length, i =>
            {
                var nearest = Nearest(vectors[i], centres);
                if (group[i] != nearest) Interlocked.Increment(ref moved);
                group[i] = nearest;
            });
            if (moved == 0) break;
            Recentre(vectors, group, centres);
        }

        return Renumbered(group);
    }

    /// <summary>Group numbers from 0 by first appearance, without gaps.</summary>
    public static int[] Renumbered(int[] group)
    {
        var numbers = new Dictionary<int, int>();
        return Array.ConvertAll(group, g => numbers.TryGetValue(g, out var number) ? number : numbers[g] = numbers.Count);
    }

    /// <summary>Each next seed is drawn in proportion to its distance from the seeds so far.</summary>
    private static List<float[]> Seeds(TermVector[] vectors, int terms, int groups, Random random)
    {
        var centres = new List<float[]> { Dense(vectors[random.Next(vectors.Length)], terms) };
        var distance = new double[vectors.Length];
        Array.Fill(distance, double.PositiveInfinity);
        while (centres.Count < groups)
        {
            for (var i = 0; i < vectors.Length; i++) distance[i] = Math.Min(distance[i], Math.Max(0, 1 - Dot(vectors[i], centres[^1])));
            var draw = random.NextDouble() * distance.Sum();
            var next = -1;
            for (var i = 0; i < vectors.Length && (next < 0 || draw >= 0); i++)
            {
                if (distance[i] <= 1e-6) continue;
                next = i;
                draw -= distance[i];
            }

            if (next < 0) break;
            centres.Add(Dense(vectors[next], terms));
        }

        return centres;
    }

    private static int Nearest(TermVector vector, List<float[]> centres)
    {
        var (best, most) = (0, float.NegativeInfinity);
        for (var c = 0; c < centres.Count; c++)
        {
            var similarity = Dot(vector, centres[c]);
            if (similarity > most) (best, most) = (c, similarity);
        }

        return best;
    }

    private static void Recentre(TermVector[] vectors, int[] group, List<float[]> centres)
    {
        foreach (var centre in centres) Array.Clear(centre);
        for (var i = 0; i < vectors.Length; i++)
        {
            for (var k = 0; k < vectors[i].Terms.Length; k++) centres[group[i]][vectors[i].Terms[k]] += vectors[i].Weights[k];
        }

        foreach (var centre in centres)
        {
            var length = MathF.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(centre));
            if (length > 0) System.Numerics.Tensors.TensorPrimitives.Divide(centre, length, centre);
        }
    }

    private static float[] Dense(TermVector vector, int terms)
    {
        var dense = new float[terms];
        for (var k = 0; k < vector.Terms.Length; k++) dense[vector.Terms[k]] = vector.Weights[k];
        return dense;
    }

    private static float Dot(TermVector vector, float[] dense)
    {
        var sum = 0f;
        for (var k = 0; k < vector.Terms.Length; k++) sum += vector.Weights[k] * dense[vector.Terms[k]];
        return sum;
    }
}
