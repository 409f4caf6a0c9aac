using System.Text.Json;
using Throughline.Statistics.Drivers;
using Throughline.Statistics.Scores;

namespace Throughline.Tests.Statistics.Cases;

public class MetricCaseTests
{
    private static readonly JsonElement File = CaseFile.Read("metric.json");

    public static TheoryData<string> Ids => new(File.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("id").GetString()!));

    [Theory, MemberData(nameof(Ids))]
    public void Every_worked_metric_comes_out(string id)
    {
        var worked = File.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);
        var actual = Answer(id, worked.GetProperty("inputs"));
        var tolerance = File.Number("tolerance_default");
        Assert.Equal(worked.GetProperty("expected").EnumerateObject().Select(e => e.Name).Order(), actual.Keys.Order());
        foreach (var expected in worked.GetProperty("expected").EnumerateObject())
        {
            double[] wanted = expected.Value.ValueKind == JsonValueKind.Array ? expected.Value.Numbers() : [expected.Value.GetDouble()];
            Assert.Equal(wanted.Length, actual[expected.Name].Length);
            for (var i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], actual[expected.Name][i], tolerance);
        }
    }

    private static Dictionary<string, double[]> Answer(string id, JsonElement given) => id switch
    {
        "NPS-04" => NetPromoter(given),
        "NPS-07" => new()
        {
            ["n_typical"] = [SampleSize.ForNetPromoterScore(given.Number("moe"), given.Number("var_typical"))],
            ["n_worst"] = [SampleSize.ForNetPromoterScore(given.Number("moe"), given.Number("var_worst"))]
        },
        "CSAT-02" => Satisfaction(given),
        "CES-02" => new()
        {
            ["ease_1_5"] = [CustomerEffort.Of(given.Numbers("answers_1_5"), new(1, 5, HighMeansDifficult: true)).Ease],
            ["ease_1_7"] = [CustomerEffort.Of(given.Numbers("answers_1_7"), new(1, 7, HighMeansDifficult: true)).Ease]
        },
        "CLV-01" => Contract(given),
        "SVC-03" => Resolution(given),
        "SVC-05" => ContactRate(given),
        "DRV-01" => Drivers(given),
        "DRV-03" => KanoAnswers(given),
        "JRN-01" =>
            new() { ["independent_journey"] = [JourneySuccess.Independent([.. Enumerable.Repeat(given.Number("each"), (int)given.Count("touchpoints"))])] },
        "JRN-02" => Journey(given),
        "CHN-01" => Channels(given),
        "COST-01" => Price(given),
        _ => throw new ArgumentException($"No test knows the case {id}.", nameof(id))
    };

    private static Dictionary<string, double[]> NetPromoter(JsonElement given)
    {
        var nps = new NetPromoterScore(given.Count("promoters"), given.Count("passives"), given.Count("detractors"));
        return new()
        { ["nps"] = [nps.Score], ["wald_moe"] = [nps.WaldMargin], ["adj_centre"] = [nps.AdjustedCentre], ["adj_low"] = [nps.Interval.Low],
            ["adj_high_clamped"] = [nps.Interval.High]
        };
    }

    private static Dictionary<string, double[]> Satisfaction(JsonElement given)
    {
        var csat = CustomerSatisfaction.Of(given.Count("k"), given.Count("n"));
        return new() { ["csat"] = [csat.Value], ["low"] = [csat.Interval.Low], ["high"] = [csat.Interval.High] };
    }

    private static Dictionary<string, double[]> Contract(JsonElement given)
    {
        var clv = RetentionValue.Of(given.Number("margin"), given.Number("retention"), given.Number("discount"));
        return new() { ["first_margin_end_of_year1_if_retained"] = [clv.FirstMarginAtPeriodEnd], ["first_margin_now"] = [clv.FirstMarginNow] };
    }

    private static Dictionary<string, double[]> Resolution(JsonElement given)
    {
        var time = ResolutionTime.Of(given.Numbers("resolved_hours"), given.Numbers("open_ages_hours"));
        return new() { ["mean_resolved"] = [time.MeanResolved!.Value], ["km_median"] = [time.Median!.Value] };
    }

    private static Dictionary<string, double[]> ContactRate(JsonElement given)
    {
        var rate = EventRate.Of(given.Count("contacts"), given.Number("orders"));
        return new() { ["rate"] = [rate.Value], ["low"] = [rate.Interval.Low], ["high"] = [rate.Interval.High] };
    }

    private static Dictionary<string, double[]> Drivers(JsonElement given)
    {
        var rows = given.GetProperty("Rxx").EnumerateArray().Select(row => row.Numbers()).ToArray();
        var among = new double[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows.Length; j++) among[i, j] = rows[i][j];
        var shapley = Shapley.Of(Correlations.From(among, given.Numbers("rxy")));
        return new() { ["r2"] = [shapley.RSquared], ["shapley"] = [.. shapley.Parts], ["share"] = [.. shapley.Shares] };
    }

    private static Dictionary<string, double[]> KanoAnswers(JsonElement given)
    {
        var kano = Kano.Of(given.Count("A"), given.Count("O"), given.Count("M"), given.Count("I"));
        return new() { ["better"] = [kano.Better], ["worse"] = [kano.Worse] };
    }

    private static Dictionary<string, double[]> Journey(JsonElement given)
    {
        var rows = given
            .GetProperty("customers_by_touchpoint_ok")
            .EnumerateArray()
            .Select(row => (IReadOnlyList<bool>)[.. row.Numbers().Select(ok => ok == 1)]);
        var journey = JourneySuccess.Of([.. rows]);
        return new()
        { ["touchpoint_scores"] = [.. journey.Touchpoints], ["mean_touchpoint"] = [journey.MeanTouchpoint],
            ["journey_all_ok"] = [journey.Journey.Value]
        };
    }

    private static Dictionary<string, double[]> Channels(JsonElement given)
    {
        var channels = given.GetProperty("csat").EnumerateObject().Select(c => new ChannelConsistency.Channel(c.Value[0].GetInt64(), c.Value[1].GetInt64()));
        var found = ChannelConsistency.Of([.. channels]);
        return new()
        {
            ["scores"] = [.. found.Scores.Select(s => s.Value)],
            ["gap_max"] = [found.Gap],
            ["chi2"] = [found.ChiSquare],
            ["df"] = [found.DegreesOfFreedom],
            ["p"] = [found.PValue],
            ["consistency_index"] = [found.Index],
            ["cramers_v"] = [found.CramersV]
        };
    }

    private static Dictionary<string, double[]> Price(JsonElement given)
    {
        var price = FailurePrice.Of(new(given.Count("exposed"), given.Number("churn_exposed"), given.Number("churn_matched_unexposed"),
            given.GetProperty("residual_value").GetDecimal(), given.Count("contacts"), given.GetProperty("cost_per_contact").GetDecimal(),
            given.GetProperty("refunds").GetDecimal()));
        return new()
        { ["value_lost"] = [(double)price.ValueLost], ["handling"] = [(double)price.Handling], ["total"] = [(double)price.Total],
            ["per_failure"] = [(double)price.PerFailure]
        };
    }
}
