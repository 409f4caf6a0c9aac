using FsCheck.Fluent;
using Throughline.Statistics.Drivers;
using Throughline.Statistics.Numerics;

namespace Throughline.Tests.Statistics.Drivers;

public class DriverTests
{
    private static (double[][] Rows, double[] Outcome) Respondents(int n, int attributes, int seed, double noise = 1)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var rows = new double[n][];
        var outcome = new double[n];
        for (var i = 0; i < n; i++)
        {
            var common = Normal();
            rows[i] = [.. Enumerable.Range(0, attributes).Select(_ => common + Normal())];
            outcome[i] = rows[i].Select((x, a) => x / (a + 1)).Sum() + noise * Normal();
        }

        return (rows, outcome);
    }

    [Fact]
    public void Parts_add_up_to_what_is_explained_and_are_never_negative() => Prop.ForAll(
        Gen.Choose(1, 100_000).Zip(Gen.Choose(1, 7)).ToArbitrary(),
        seedAndSize =>
        {
            var (rows, outcome) = Respondents(40, seedAndSize.Item2, seedAndSize.Item1);
            var correlations = Correlations.Of(rows, outcome);
            var shapley = Shapley.Of(correlations);
            var johnson = RelativeWeights.Of(correlations);
            Assert.Equal(shapley.RSquared, shapley.Parts.Sum(), 9);
            Assert.Equal(shapley.RSquared, johnson.RSquared, 9);
            Assert.All(shapley.Parts.Concat(johnson.Weights), part => Assert.True(part >= 0));
            Assert.Equal(1, shapley.Shares.Sum(), 9);
        }).Hold(few: 50);

    [Fact]
    public void Shapley_is_the_average_over_all_orders()
    {
        var (rows, outcome) = Respondents(60, 4, 7);
        var correlations = Correlations.Of(rows, outcome);
        var parts = new double[4];
        foreach (var order in Orders([0, 1, 2, 3]))
            for (var i = 0; i < 4; i++) parts[order[i]] += (RSquared(correlations, order[..(i + 1)]) - RSquared(correlations, order[..i])) / 24;
        Assert.Equal(parts, Shapley.Of(correlations).Parts, (a, b) => Math.Abs(a - b) < 1e-10);
    }

    [Fact]
    public void Uncorrelated_attributes_get_their_squared_correlations()
    {
        var correlations = Correlations.From(new double[,] { { 1, 0 }, { 0, 1 } }, [0.6, -0.3]);
        Assert.Equal([0.36, 0.09], Shapley.Of(correlations).Parts, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.36, 0.09], RelativeWeights.Of(correlations).Weights, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Two_copies_of_one_attribute_share_its_part()
    {
        var correlations = Correlations.From(new double[,] { { 1, 1 }, { 1, 1 } }, [0.8, 0.8]);
        Assert.Equal([0.32, 0.32], Shapley.Of(correlations).Parts, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([0.32, 0.32], RelativeWeights.Of(correlations).Weights, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Fifteen_attributes_are_decomposed_and_sixteen_refused()
    {
        var (rows, outcome) = Respondents(200, 15, 3);
        var shapley = Shapley.Of(Correlations.Of(rows, outcome));
        Assert.Equal(shapley.RSquared, shapley.Parts.Sum(), 9);
        Assert.True(shapley.Parts[0] > shapley.Parts[14]);
        var (more, same) = Respondents(20, 16, 3);
        Assert.Equal("tooManyAttributes", Assert.Throws<StatisticsException>(() => Correlations.Of(more, same)).Code);
    }

    [Fact]
    public void An_attribute_that_never_varies_drives_nothing()
    {
        var (rows, outcome) = Respondents(30, 2, 5);
        foreach (var row in rows) row[1] = 4;
        var shapley = Shapley.Of(Correlations.Of(rows, outcome));
        Assert.Equal(0, shapley.Parts[1], 12);
        Assert.True(shapley.Parts[0] > 0);
    }

    [Fact]
    public void A_perfect_prediction_explains_everything()
    {
        var (rows, outcome) = Respondents(30, 3, 5, noise: 0);
        Assert.Equal(1, Shapley.Of(Correlations.Of(rows, outcome)).RSquared, 9);
    }

    [Fact]
    public void The_bootstrap_holds_the_parts_and_repeats_itself()
    {
        var (rows, outcome) = Respondents(150, 3, 11);
        var once = DriverAnalysis.Of(["speed", "price", "staff"], rows, outcome, draws: 200, seed: 4);
        var again = DriverAnalysis.Of(["speed", "price", "staff"], rows, outcome, draws: 200, seed: 4);
        Assert.Equal(once.Drivers, again.Drivers);
        Assert.All(once.Drivers, d => Assert.True(d.Part.Interval.Contains(d.Part.Value) && d.Part.Interval.Width > 0));
        Assert.Equal("speed", once.Drivers.MaxBy(d => d.Part.Value)!.Name);
        var johnson = DriverAnalysis.Of(["speed", "price", "staff"], rows, outcome, DriverAnalysis.Method.RelativeWeights, draws: 50);
        Assert.Equal(once.RSquared.Value, johnson.RSquared.Value, 9);
    }

    // The share of a driver among many worlds lies in its interval about as often as it says.
    [Fact]
    public void The_bootstrap_covers_the_truth()
    {
        var (many, all) = Respondents(400_000, 2, 99);
        var truth = Shapley.Of(Correlations.Of(many, all)).Parts[0];
        const int worlds = 150;
        var covered = Enumerable.Range(0, worlds).Count(world =>
        {
            var (rows, outcome) = Respondents(120, 2, 1000 + world);
            return DriverAnalysis.Of(["a", "b"], rows, outcome, draws: 200, seed: world).Drivers[0].Part.Interval.Contains(truth);
        });
        Assert.InRange((double)covered / worlds, 0.95 - 0.06, 1);
    }

    [Fact]
    public void Bad_data_is_named()
    {
        Assert.Equal("zeroVariance", Assert.Throws<StatisticsException>(() => Correlations.Of([[1.0], [2], [3]], [5, 5, 5])).Code);
        Assert.Equal("tooFew", Assert.Throws<StatisticsException>(() => Correlations.Of([[1.0]], [5])).Code);
        Assert.Equal("lengthsDiffer", Assert.Throws<StatisticsException>(() => Correlations.Of([[1.0], [2], [3]], [5])).Code);
        Assert.Equal("notFinite", Assert.Throws<StatisticsException>(() => Correlations.Of([[1.0], [double.NaN], [3]], [1, 2, 3])).Code);
        Assert.Equal("notCorrelations",
            Assert.Throws<StatisticsException>(() => Correlations.From(new double[,] { { 1, 0.9 }, { 0.9, 1 } }, [0.9, -0.9])).Code);
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => Kano.Of(0, 0, 0, 0)).Code);
    }

    private static IEnumerable<int[]> Orders(int[] items) =>
        items.Length == 0 ? [[]] : items.SelectMany(first => Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));

    private static double RSquared(Correlations correlations, int[] used)
    {
        if (used.Length == 0) return 0;
        var among = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(used.Length, used.Length, (i, j) => correlations.Among[used[i], used[j]]);
        var with = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(used.Length, i => correlations.WithOutcome[used[i]]);
        return with * among.Cholesky().Solve(with);
    }
}
