using FsCheck.Fluent;
using Throughline.Statistics.Calibration;

namespace Throughline.Tests.Statistics.Calibration;

public class ProbabilityScoresTests
{
    private static readonly double[] Probabilities = [0.1, 0.4, 0.8, 0.9];
    private static readonly bool[] Outcomes = [false, true, true, false];

    [Fact]
    public void Brier_is_the_mean_squared_miss() => Assert.Equal((0.01 + 0.36 + 0.04 + 0.81) / 4, ProbabilityScores.Brier(Probabilities, Outcomes), 12);

    [Fact]
    public void Log_loss_is_the_mean_surprise() =>
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.4) + Math.Log(0.8) + Math.Log(0.1)) / 4, ProbabilityScores.LogLoss(Probabilities, Outcomes), 12);

    [Fact]
    public void One_sure_mistake_costs_34_5_and_not_infinity() => Assert.Equal(34.5388, ProbabilityScores.LogLoss([0], [true]), 3);

    [Fact]
    public void Calibration_error_weighs_each_bin_by_its_size()
    {
        Assert.Equal((0.1 + 0.6 + 0.2 + 0.9) / 4, ProbabilityScores.CalibrationError(Probabilities, Outcomes), 12);
        Assert.Equal(0, ProbabilityScores.CalibrationError([0.25, 0.25, 0.25, 0.25], [true, false, false, false]), 12);
        Assert.Equal(0, ProbabilityScores.CalibrationError([1, 0], [true, false]), 12);
    }

    [Fact]
    public void The_area_under_the_curve_is_the_share_of_pairs_in_order_ties_counting_half()
    {
        Prop.ForAll<(byte Score, bool Outcome)[]>(pairs =>
        {
            if (pairs.Length == 0) return true;
            var naive = (from hit in pairs.Where(p => p.Outcome) from miss in pairs.Where(p => !p.Outcome)
                         select hit.Score > miss.Score ? 1 : hit.Score == miss.Score ? 0.5 : 0).DefaultIfEmpty(double.NaN).Average();
            var auc = ProbabilityScores.Auc([.. pairs.Select(p => (double)p.Score)], [.. pairs.Select(p => p.Outcome)]);
            return auc is null ? double.IsNaN(naive) : Math.Abs(auc.Value - naive) < 1e-12;
        }).Hold();
    }

    [Fact]
    public void What_cannot_be_scored_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ProbabilityScores.Brier([], []));
        Assert.Throws<ArgumentException>(() => ProbabilityScores.Brier([0.5], [true, false]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProbabilityScores.LogLoss([double.NaN], [true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProbabilityScores.CalibrationError([1.01], [true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProbabilityScores.Auc([double.PositiveInfinity], [true]));
        Assert.Null(ProbabilityScores.Auc([0.3, 0.4], [true, true]));
    }
}
