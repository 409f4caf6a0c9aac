namespace Throughline.Statistics.CustomerValue;

/// <summary>Nodes and weights on [0, 1] that integrate polynomials of degree 31 exactly.</summary>
internal static class GaussLegendre
{
    public const int Count = 16;

    public static readonly double[] Nodes = new double[Count];
    public static readonly double[] Weights = new double[Count];

    static GaussLegendre()
    {
        for (var i = 0; i < Count; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (Count + 0.5));
            var slope = 0.0;
            for (var round = 0; round < 8; round++)
            {
                var (before, here) = (1.0, x);
                for (var k = 2; k <= Count; k++) (before, here) = (here, ((2 * k - 1) * x * here - (k - 1) * before) / k);
                slope = Count * (x * here - before) / (x * x - 1);
                x -= here / slope;
            }

            Nodes[i] = (1 - x) / 2;
            Weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
    }
}
