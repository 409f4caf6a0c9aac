using Throughline.Statistics.CustomerValue;

namespace Throughline.Tests.Statistics.CustomerValue;

/// <summary>Customers who behave exactly as a model says, seen until an age and then watched for longer.</summary>
internal static class Simulation
{
    public sealed record Customer(PurchaseSummary Seen, bool IsAlive, int Later);

    public static Customer[] BetaGeometric(int count, double r, double alpha, double a, double b, bool mayStopAtOnce, double watch, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (rate, stop) = (Gamma(random, r) / alpha, Beta(random, a, b));
            var isAlive = !mayStopAtOnce || random.NextDouble() >= stop;
            return See(random, 20 + 19 * random.NextDouble(), watch, rate, double.PositiveInfinity, stop, isAlive);
        })];
    }

    public static Customer[] ParetoNbd(int count, double r, double alpha, double s, double beta, double watch, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
            See(random, 20 + 19 * random.NextDouble(), watch, Gamma(random, r) / alpha, Exponential(random) / (Gamma(random, s) / beta), 0, true))];
    }

    public static double Gamma(Random random, double shape)
    {
        if (shape < 1) return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        var (d, c) = (shape - 1 / 3.0, 1 / Math.Sqrt(9 * shape - 3));
        while (true)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var v = Math.Pow(1 + c * normal, 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < 0.5 * normal * normal + d - d * v + d * Math.Log(v)) return d * v;
        }
    }

    private static Customer See(Random random, double age, double watch, double rate, double death, double stop, bool isAlive)
    {
        var (time, repeats, last, later, aliveAtAge) = (0.0, 0, 0.0, 0, isAlive && death > age);
        while (isAlive)
        {
            time += Exponential(random) / rate;
            if (time > age + watch || time > death) break;
            if (time <= age) (repeats, last) = (repeats + 1, time);
            else later++;
            isAlive = random.NextDouble() >= stop;
            if (!isAlive && time <= age) aliveAtAge = false;
        }

        return new(new(repeats, last, age), aliveAtAge, later);
    }

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    private static double Beta(Random random, double a, double b) => Gamma(random, a) is var x ? x / (x + Gamma(random, b)) : 0;
}
