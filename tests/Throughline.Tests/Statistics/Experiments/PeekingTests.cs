using Throughline.Statistics.Experiments;
using Throughline.Statistics.Numerics;

namespace Throughline.Tests.Statistics.Experiments;

/// <summary>Experiments in which nothing differs, watched twenty times: how often does somebody cry success?</summary>
public class PeekingTests
{
    private const int Experiments = 2000;
    private const int Looks = 20;
    private const int PerLook = 100;

    [Fact]
    public void Naive_peeking_is_fooled_in_a_quarter_of_experiments_and_the_sequence_in_less_than_a_twentieth()
    {
        var draws = new Draws(8);
        var (naive, sequence, sprt, wrongInterval) = (0, 0, 0, 0);
        for (var experiment = 0; experiment < Experiments; experiment++)
        {
            var fooled = Watch(draws);
            naive += fooled.Naive ? 1 : 0;
            sequence += fooled.Sequence ? 1 : 0;
            sprt += fooled.Sprt ? 1 : 0;
            wrongInterval += fooled.Sequence != fooled.IntervalLeftOutNought ? 1 : 0;
        }

        Assert.InRange((double)naive / Experiments, 0.22, 0.28);
        Assert.InRange((double)sequence / Experiments, 0.001, 0.05);
        Assert.InRange((double)sprt / Experiments, 0.001, 0.05);
        Assert.Equal(0, wrongInterval);
    }

    private static (bool Naive, bool Sequence, bool Sprt, bool IntervalLeftOutNought) Watch(Draws draws)
    {
        var (control, treatment) = (new Arm(), new Arm());
        var (naive, sequence, leftOut) = (false, false, false);
        var sprt = new MixtureSprt(1, 1);
        for (var look = 0; look < Looks; look++)
        {
            for (var i = 0; i < PerLook; i++)
            {
                control.Add(3 + draws.Normal());
                treatment.Add(3 + draws.Normal());
            }

            var (a, b) = (control.Moments, treatment.Moments);
            naive |= WelchTest.Of(a, b).PValue < 0.05;
            var now = ConfidenceSequence.Of(a, b, tightestAt: 2000);
            sequence |= now.PValue < 0.05;
            leftOut |= !now.Interval.Contains(0);
            sprt = MixtureSprt.Look(b.Mean - a.Mean, a.Variance + b.Variance, a.N, 0.01, sprt.PValue);
        }

        return (naive, sequence, sprt.PValue < 0.05, leftOut);
    }

    private sealed class Arm
    {
        private double n, sum, squares;

        internal SampleMoments Moments => SampleMoments.FromSums(n, sum, squares);

        internal void Add(double x) => (n, sum, squares) = (n + 1, sum + x, squares + x * x);
    }
}
