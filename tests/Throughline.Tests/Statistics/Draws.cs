namespace Throughline.Tests.Statistics;

/// <summary>Seeded draws for simulations.</summary>
internal sealed class Draws(int seed)
{
    private readonly Random random = new(seed);

    internal double Uniform() => random.NextDouble();

    internal double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    internal double[] Normals(int n, double mean = 0, double sd = 1)
    {
        var drawn = new double[n];
        for (var i = 0; i < n; i++) drawn[i] = mean + sd * Normal();
        return drawn;
    }

    internal double Exponential(double mean) => -mean * Math.Log(1 - random.NextDouble());

    internal int Binomial(int n, double p)
    {
        var hits = 0;
        for (var i = 0; i < n; i++) if (random.NextDouble() < p) hits++;
        return hits;
    }

    internal int Poisson(double mean)
    {
        var (count, product, border) = (0, random.NextDouble(), Math.Exp(-mean));
        for (; product > border; product *= random.NextDouble()) count++;
        return count;
    }
}
