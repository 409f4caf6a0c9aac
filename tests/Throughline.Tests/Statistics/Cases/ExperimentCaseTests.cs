using System.Text.Json;
using Throughline.Statistics.Experiments;
using Throughline.Statistics.Experiments.Bucketing;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Tests.Statistics.Cases;

public class ExperimentCaseTests
{
    private static readonly JsonElement File = CaseFile.Read("experiment.json");

    public static TheoryData<string> Ids => new(File.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("id").GetString()!));

    [Theory, MemberData(nameof(Ids))]
    public void Every_worked_experiment_comes_out(string id)
    {
        var worked = File.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);

        // Expected figures are printed to ten significant digits.
        var tolerance = Math.Max(worked.Number("tolerance"), 5e-10);
        var expected = worked.GetProperty("expected");
        var actual = Answer(worked.GetProperty("kind").GetString()!, worked.GetProperty("input"));
        if (expected.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal(expected.GetDouble(), actual["bucket"][0]);
            return;
        }

        Assert.Equal(expected.EnumerateObject().Select(e => e.Name).Order(), actual.Keys.Order());
        foreach (var entry in expected.EnumerateObject())
        {
            double[] wanted = entry.Value.ValueKind == JsonValueKind.Array ? entry.Value.Numbers() : [entry.Value.GetDouble()];
            Assert.Equal(wanted.Length, actual[entry.Name].Length);
            for (var i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], actual[entry.Name][i], tolerance * Math.Max(1, Math.Abs(wanted[i])));
        }
    }

    private static Dictionary<string, double[]> Answer(string kind, JsonElement given) => kind switch
    {
        "welch_t" => Welch(given),
        "asymptotic_confidence_sequence" => Sequence(given),
        "msprt_normal_mixture" => Sprt(given),
        "bayes_gaussian_effect" => Gaussian(given),
        "beta_binomial" => Beta(given),
        "srm_chi_square" => Ratio(given),
        "multiple_testing" => new() { ["holm"] = MultipleTesting.Holm(given.Numbers("p")), ["bh"] = MultipleTesting.BenjaminiHochberg(given.Numbers("p")) },
        "sample_size_per_arm_unpooled_z" => Size(given),
        "two_proportion_z_pooled" => Proportions(given),
        "cuped_within_arm_pooled_theta" => Adjusted(given),
        "growthbook_hash" => new()
        {
            ["bucket"] =
            [
                Bucket.Of(given.GetProperty("seed").GetString(), given.GetProperty("value").GetString(), given.GetProperty("version").GetInt32())!.Value
            ]
        },
        _ => throw new ArgumentException($"No test knows cases of kind {kind}.", nameof(kind))
    };

    private static SampleMoments Mean(JsonElement arm) => SampleMoments.FromSums(arm.Number("n"), arm.Number("sum"), arm.Number("sum_squares"));

    private static SampleMoments Share(JsonElement arm) => SampleMoments.Proportion(arm.Number("sum"), arm.Number("n"));

    private static double[] Ends(Interval interval) => [interval.Low, interval.High];

    private static Dictionary<string, double[]> Welch(JsonElement given)
    {
        var test = WelchTest.Of(
            Mean(given.GetProperty("a")), Mean(given.GetProperty("b")), given.GetProperty("relative").GetBoolean(), 1 - given.Number("alpha"));
        return new()
        { ["effect"] = [test.Effect], ["stderr"] = [test.StandardError], ["dof"] = [test.DegreesOfFreedom], ["p"] = [test.PValue],
            ["ci"] = Ends(test.Interval)
        };
    }

    private static Dictionary<string, double[]> Sequence(JsonElement given)
    {
        var look = ConfidenceSequence.Of(Share(given.GetProperty("a")), Share(given.GetProperty("b")),
            given.GetProperty("relative").GetBoolean(), 1 - given.Number("alpha"), given.Number("tuning_parameter"));
        return new()
        { ["effect"] = [look.Effect], ["stderr"] = [look.StandardError], ["rho"] = [look.Rho], ["ci"] = Ends(look.Interval),
            ["p"] = [look.PValue]
        };
    }

    private static Dictionary<string, double[]> Sprt(JsonElement given)
    {
        var look = MixtureSprt.Look(
            given.Number("mean_b") - given.Number("mean_a"), given.Number("var_sum"), given.Number("n_per_arm"), given.Number("tau_squared"));
        return new() { ["likelihood_ratio"] = [look.LikelihoodRatio], ["always_valid_p"] = [look.PValue] };
    }

    private static Dictionary<string, double[]> Gaussian(JsonElement given)
    {
        var belief = GaussianEffect.Of(Mean(given.GetProperty("a")), Mean(given.GetProperty("b")), given.GetProperty("relative").GetBoolean());
        return new()
        { ["mean"] = [belief.Mean], ["sd"] = [belief.StandardDeviation], ["chance_to_win"] = [belief.ChanceToWin],
            ["ci"] = Ends(belief.Interval), ["risk"] = [belief.LossOfControl, belief.LossOfTreatment]
        };
    }

    private static Dictionary<string, double[]> Beta(JsonElement given)
    {
        var prior = given.Numbers("prior");
        var belief = BetaBinomial.Of(given.Count("conv_a"), given.Count("n_a"), given.Count("conv_b"), given.Count("n_b"), new(prior[0], prior[1]));
        return new() { ["p_b_beats_a"] = [belief.ChanceToWin], ["expected_loss_choose_b"] = [belief.LossOfB], ["expected_loss_choose_a"] = [belief.LossOfA] };
    }

    private static Dictionary<string, double[]> Ratio(JsonElement given)
    {
        var ratio = SampleRatio.Of([.. given.GetProperty("users").EnumerateArray().Select(u => u.GetInt64())], given.Numbers("weights"));
        return new() { ["chi2"] = [ratio.ChiSquare], ["df"] = [ratio.DegreesOfFreedom], ["p"] = [ratio.PValue] };
    }

    private static Dictionary<string, double[]> Size(JsonElement given)
    {
        var size = Power.ForProportion(given.Number("p1"), given.Number("relative_mde"), 1 - given.Number("alpha"), given.Number("power"));
        return new() { ["n_exact"] = [size.Exact], ["n"] = [size.PerArm] };
    }

    private static Dictionary<string, double[]> Proportions(JsonElement given)
    {
        var test = TwoProportionTest.Of(given.Count("conv_a"), given.Count("n_a"), given.Count("conv_b"), given.Count("n_b"));
        return new() { ["z"] = [test.Z], ["p"] = [test.PValue] };
    }

    private static Dictionary<string, double[]> Adjusted(JsonElement given)
    {
        static Cuped.Arm Arm(JsonElement a) =>
            new(a.Number("n"), a.Number("sum_y"), a.Number("sum_yy"), a.Number("sum_x"), a.Number("sum_xx"), a.Number("sum_xy"));
        var cuped = Cuped.Of(Arm(given.GetProperty("a")), Arm(given.GetProperty("b")));
        return new()
        {
            ["theta"] = [cuped.Theta],
            ["effect"] = [cuped.Effect],
            ["stderr"] = [cuped.StandardError],
            ["unadjusted_effect"] = [cuped.UnadjustedEffect],
            ["unadjusted_stderr"] = [cuped.UnadjustedStandardError],
            ["variance_reduction"] = [cuped.VarianceReduction],
            ["z"] = [cuped.Z]
        };
    }
}
