using Throughline.Statistics.Experiments;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;
using Throughline.Statistics.Survival;
using Throughline.Statistics.Weighting;

namespace Throughline.Tests.Statistics;

/// <summary>Every interval holds the truth as often as it says, in simulated worlds where the truth is known.</summary>
public class CoverageTests
{
    private const int Worlds = 4000;

    // Three and a half standard errors of a share of .95 among the worlds.
    private static readonly double Error = 3.5 * Math.Sqrt(0.95 * 0.05 / Worlds);

    [Fact]
    public void Wilson() => Covers(draws =>
    {
        var p = draws.Uniform();
        return Proportion.Wilson(draws.Binomial(40, p), 40).Interval.Contains(p);
    });

    [Fact]
    public void Clopper_and_pearson_at_least() => CoversAtLeast(draws => Proportion.ClopperPearson(draws.Binomial(25, 0.2), 25).Interval.Contains(0.2));

    [Fact]
    public void Newcombe() => Covers(draws =>
    {
        var (p, q) = (draws.Uniform(), draws.Uniform());
        return Proportion.Newcombe(draws.Binomial(40, p), 40, draws.Binomial(60, q), 60).Interval.Contains(q - p);
    });

    [Fact]
    public void Net_promoter_score() => Covers(draws =>
    {
        var (promoters, detractors) = Sort(draws, 50, 0.45, 0.25);
        return new NetPromoterScore(promoters, 50 - promoters - detractors, detractors).Interval.Contains(20);
    });

    [Fact]
    public void Net_promoter_change() => Covers(draws =>
    {
        var (p1, d1) = Sort(draws, 80, 0.45, 0.25);
        var (p2, d2) = Sort(draws, 60, 0.5, 0.2);
        return NetPromoterChange.Between(new(p1, 80 - p1 - d1, d1), new(p2, 60 - p2 - d2, d2)).Adjusted.Interval.Contains(10);
    });

    [Fact]
    public void Garwood_at_least() => CoversAtLeast(draws => EventRate.Of(draws.Poisson(7), 2).Interval.Contains(3.5));

    [Fact]
    public void Rate_ratio_at_least() => CoversAtLeast(draws =>
    {
        var (before, after) = (draws.Poisson(12), draws.Poisson(20));
        return before + after == 0 || RateRatio.Of(before, 100, after, 80).Interval.Contains(20 / 80.0 / (12 / 100.0));
    });

    [Fact]
    public void Students_mean() => Covers(draws => MeanScore.Of(draws.Normals(6, 5, 2)).Interval.Contains(5));

    [Fact]
    public void Ease() => Covers(draws =>
    {
        var answers = Enumerable.Range(0, 60).Select(_ => 1 + (double)draws.Binomial(6, 0.6)).ToArray();
        return CustomerEffort.Of(answers, new(1, 7, HighMeansDifficult: false)).Interval!.Value.Contains(60);
    });

    [Fact]
    public void Kaplan_meier() => Covers(draws =>
    {
        var lives = new Lifetime[80];
        for (var i = 0; i < lives.Length; i++)
        {
            var (life, watched) = (draws.Exponential(10), 20 * draws.Uniform());
            lives[i] = new(Math.Min(life, watched), life <= watched);
        }

        return KaplanMeier.Of(lives).Steps.Last(s => s.Time <= 5).Interval.Contains(Math.Exp(-0.5));
    });

    [Fact]
    public void Post_stratification() => Covers(draws =>
    {
        var (unhappy, happy) = (SampleMoments.Of(draws.Normals(160, 3)), SampleMoments.Of(draws.Normals(120, 8, 2)));
        return PostStratification.Of([new(160, unhappy.Mean, unhappy.Variance, 1), new(120, happy.Mean, happy.Variance, 4)]).Interval.Contains(7);
    });

    [Fact]
    public void Welch() => Covers(draws => WelchTest.Of(SampleMoments.Of(draws.Normals(8, 1, 3)), SampleMoments.Of(draws.Normals(30, 2))).Interval.Contains(1));

    [Fact]
    public void Welch_relative() => Covers(draws =>
        WelchTest.Of(SampleMoments.Of(draws.Normals(200, 10, 3)), SampleMoments.Of(draws.Normals(300, 11, 4)), relative: true).Interval.Contains(0.1));

    [Fact]
    public void Two_proportions() => Covers(draws =>
        TwoProportionTest.Of(draws.Binomial(400, 0.3), 400, draws.Binomial(500, 0.36), 500, relative: true).Interval.Contains(0.2));

    [Fact]
    public void Median_difference() => Covers(draws =>
    {
        var (a, b) = (draws.Normals(201, 3), draws.Normals(301, 5, 2));
        return QuantileTest.Of(a, b, 0.5).Interval.Contains(2);
    });

    [Fact]
    public void Adjusted_for_what_was_known() => Covers(draws => Cuped.Of(Arm(draws, 60, 0), Arm(draws, 80, 1)).Test.Interval.Contains(1));

    [Fact]
    public void Ratio_metric() => Covers(draws => WelchTest.Of(Visits(draws, 150, 4), Visits(draws, 200, 5)).Interval.Contains(1));

    [Fact]
    public void Belief_in_a_conversion() => Covers(draws =>
    {
        var p = draws.Uniform();
        return BetaBinomial.Of(draws.Binomial(30, p), 30, 0, 0).IntervalA.Contains(p);
    }, worlds: 1500);

    private static (int Promoters, int Detractors) Sort(Draws draws, int n, double promoters, double detractors)
    {
        var (p, d) = (0, 0);
        for (var i = 0; i < n; i++)
        {
            var u = draws.Uniform();
            if (u < promoters) p++;
            else if (u < promoters + detractors) d++;
        }

        return (p, d);
    }

    private static Cuped.Arm Arm(Draws draws, int n, double effect)
    {
        double y = 0, yy = 0, x = 0, xx = 0, xy = 0;
        for (var i = 0; i < n; i++)
        {
            var before = 10 + 3 * draws.Normal();
            var after = effect + before + draws.Normal();
            (y, yy, x, xx, xy) = (y + after, yy + after * after, x + before, xx + before * before, xy + before * after);
        }

        return new(n, y, yy, x, xx, xy);
    }

    private static SampleMoments Visits(Draws draws, int customers, double perVisit)
    {
        double m = 0, mm = 0, d = 0, dd = 0, md = 0;
        for (var i = 0; i < customers; i++)
        {
            double visits = 1 + draws.Poisson(3);
            var spent = visits * perVisit * (1 + 0.3 * draws.Normal());
            (m, mm, d, dd, md) = (m + spent, mm + spent * spent, d + visits, dd + visits * visits, md + spent * visits);
        }

        return RatioMetric.Of(new(customers, m, mm, d, dd, md));
    }

    private static void Covers(Func<Draws, bool> holds, int worlds = Worlds)
    {
        var share = Share(holds, worlds);
        var error = Error * Math.Sqrt((double)Worlds / worlds);
        Assert.InRange(share, 0.95 - error, 0.95 + error);
    }

    private static void CoversAtLeast(Func<Draws, bool> holds) => Assert.InRange(Share(holds, Worlds), 0.95 - Error, 1);

    private static double Share(Func<Draws, bool> holds, int worlds)
    {
        var draws = new Draws(20261121);
        return Enumerable.Range(0, worlds).Count(_ => holds(draws)) / (double)worlds;
    }
}
