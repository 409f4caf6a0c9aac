using System.Collections;
using Throughline.Statistics.Drivers;
using Throughline.Statistics.Experiments;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;
using Throughline.Statistics.Survival;
using Throughline.Statistics.Weighting;

namespace Throughline.Tests.Statistics;

/// <summary>Whatever goes in, a named error or numbers come out: never NaN, never another exception.</summary>
public class BadInputTests
{
    private static readonly double[] Nasty =
        [0, -0.0, 1, -1, 0.5, 2, 3, 10, 100, 0.05, 0.95, 1e-300, 5e-324, 1e-9, 1e9, 1e12, 1e13, 1e300, double.MaxValue, -1e9, double.NaN,
        double.PositiveInfinity, double.NegativeInfinity
        ];

    private static readonly Dictionary<string, Func<Func<double>, object>> Functions = new()
    {
        ["nps"] = d => new NetPromoterScore(Long(d), Long(d), Long(d), d()),
        ["nps change"] = d => NetPromoterChange.Between(new(Long(d), Long(d), Long(d)), new(Long(d), Long(d), Long(d))),
        ["wilson"] = d => Proportion.Wilson(d(), d(), d()),
        ["clopper-pearson"] = d => Proportion.ClopperPearson(d(), d(), d()),
        ["newcombe"] = d => Proportion.Newcombe(d(), d(), d(), d()),
        ["csat change"] = d => CustomerSatisfaction.Between(Long(d), Long(d), Long(d), Long(d)),
        ["effort"] = d => CustomerEffort.Of(Many(d), new(d(), d(), d() > 1), 0.9),
        ["rate"] = d => EventRate.Of(Long(d), d(), d()),
        ["rate ratio"] = d => RateRatio.Of(Long(d), d(), Long(d), d()),
        ["binomial"] = d => new[] { BinomialTest.Doubled(Long(d), Long(d), d()), BinomialTest.MinimumLikelihood(Long(d), Long(d), d()) },
        ["churn"] = d => Retention.CompoundChurn(d(), d()),
        ["contract"] = d => RetentionValue.Of(d(), d(), d()),
        ["size"] = d => SampleSize.ForMargin(d(), d(), d()),
        ["population"] = d => SampleSize.OfPopulation(Long(d), Long(d)),
        ["mean"] = d => MeanScore.Of(Many(d), d()),
        ["holm"] = d => MultipleTesting.Holm(Many(d)),
        ["benjamini-hochberg"] = d => MultipleTesting.BenjaminiHochberg(Many(d)),
        ["channels"] = d => ChannelConsistency.Of([new(Long(d), Long(d)), new(Long(d), Long(d))]),
        ["kaplan-meier"] = d => KaplanMeier.Of([.. Many(d).Select((t, i) => new Lifetime(t, i % 2 == 0))], d()),
        ["log-rank"] = d => LogRank.Of([[.. Many(d).Select(t => new Lifetime(t, true))], [.. Many(d).Select(t => new Lifetime(t, false))]]),
        ["resolution"] = d => ResolutionTime.Of(Many(d), Many(d)),
        ["post-stratification"] = d => PostStratification.Of([new(Long(d), d(), d(), d()), new(Long(d), d(), d(), d())], d()),
        ["raking"] = d => Raking.Of([new([0, 1, 1], [d(), d()]), new([0, 0, 1], [d(), d()])], 1e-6, 50),
        ["drivers"] = d => Shapley.Of(Correlations.Of([.. Enumerable.Range(0, 4).Select(_ => new[] { d(), d() })], [d(), d(), d(), d()])),
        ["relative weights"] = d => RelativeWeights.Of(Correlations.From(new double[,] { { 1, d() }, { d(), 1 } }, [d(), d()])),
        ["bootstrap"] = d => DriverAnalysis.Of(["a"], [.. Enumerable.Range(0, 3).Select(_ => new[] { d() })], [d(), d(), d()], draws: 20),
        ["kano"] = d => Kano.Of(Long(d), Long(d), Long(d), Long(d)),
        ["welch"] = d => WelchTest.Of(Arm(d), Arm(d), d() > 0, d()),
        ["proportions"] = d => TwoProportionTest.Of(Long(d), Long(d), Long(d), Long(d), d() > 0),
        ["sequence"] = d => ConfidenceSequence.Of(Arm(d), Arm(d), d() > 0, d(), d()),
        ["sprt"] = d => MixtureSprt.Look(d(), d(), d(), d(), d()),
        ["gaussian"] = d => GaussianEffect.Of(Arm(d), Arm(d), d() > 0, new(d(), d())),
        ["beta-binomial"] = d => BetaBinomial.Of(Long(d), Long(d), Long(d), Long(d), new(d(), d())),
        ["ratio"] = d => RatioMetric.Of(new(d(), d(), d(), d(), d(), d())),
        ["quantile"] = d => QuantileTest.Of([.. Enumerable.Range(0, 12).Select(_ => d())], [.. Enumerable.Range(0, 12).Select(_ => d())], 0.5),
        ["cuped"] = d => Cuped.Of(new(d(), d(), d(), d(), d(), d()), new(d(), d(), d(), d(), d(), d())),
        ["sample ratio"] = d => SampleRatio.Of([Long(d), Long(d)], [d(), d()]),
        ["power"] = d => new[] { Power.Achieved(d(), d(), d(), d()), Power.SmallestDifference(d(), d()) },
        ["size an arm"] = d => Power.ForProportion(d(), d(), d(), d()),
        ["run"] = d => Power.RunDays(Long(d), d(), d()),
        ["student"] = d => new[] { StudentT.UpperTail(d(), d()), StudentT.Quantile(d(), d()) },
        ["beta"] = d => new[] { IncompleteBeta.Lower(d(), d(), d()), IncompleteBeta.Quantile(d(), d(), d()) },
        ["gamma"] = d => new[] { IncompleteGamma.Lower(d(), d()), IncompleteGamma.Quantile(d(), d()) }
    };

    public static TheoryData<string> Names => new(Functions.Keys);

    [Theory, MemberData(nameof(Names))]
    public void Nothing_ever_answers_not_a_number(string name)
    {
        var random = new Random(7);
        var answered = 0;
        for (var round = 0; round < 3000; round++)
        {
            var given = new List<double>();
            double Next()
            {
                // Mostly plausible numbers, or nearly everything would be refused.
                given.Add(random.Next(3) == 0 ? Nasty[random.Next(Nasty.Length)] : random.Next(2) == 0 ? random.NextDouble() : random.Next(200));
                return given[^1];
            }

            try
            {
                var answer = Functions[name](Next);
                answered++;
                Assert.False(HoldsNaN(answer), $"{name}({string.Join(", ", given)}) gave {answer}");
            }
            catch (StatisticsException refused)
            {
                Assert.NotEqual("", refused.Code);
            }
        }

        Assert.NotEqual(0, answered);
    }

    private static long Long(Func<double> draw) => draw() is var number && double.IsNaN(number) ? -1 : (long)Math.Clamp(number, -1e15, 1e15);

    private static SampleMoments Arm(Func<double> draw) => new(draw(), draw(), draw());

    private static double[] Many(Func<double> draw) => [.. Enumerable.Range(0, (int)Math.Clamp(Long(draw), 0, 5)).Select(_ => draw())];

    private static bool HoldsNaN(object? answer) => answer switch
    {
        null or string or decimal => false,
        double number => double.IsNaN(number),
        IEnumerable many => many.Cast<object?>().Any(HoldsNaN),
        _ when answer.GetType().Namespace?.StartsWith("Throughline", StringComparison.Ordinal) == true =>
            answer.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).Any(p => HoldsNaN(p.GetValue(answer))),
        _ => false
    };

}
