using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Throughline.Statistics.Drivers;
using Throughline.Statistics.Experiments;
using Throughline.Statistics.Experiments.Bucketing;
using Throughline.Statistics.Experiments.Flags;
using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Benchmarks.Statistics;

/// <summary>Times scores, tests and bucketing: the median of eleven rounds after two to warm up.</summary>
internal static class MeasureScoresCommand
{
    internal static Command Create()
    {
        var command = new Command("measure-scores", "Times scores with intervals, experiment tests, bucketing and flags.");
        command.SetAction(_ => Measure());
        return command;
    }

    private static void Measure()
    {
        var answers = new byte[10_000_000];
        var random = new Random(1);
        for (var i = 0; i < answers.Length; i++) answers[i] = (byte)random.Next(11);
        Report("Net Promoter Score with interval, 10 million answers", 1, () => NetPromoterScore.Of(answers).Interval.Low);
        Report("Wilson's interval", 100_000, () => Proportion.Wilson(812, 1000).Interval.Low);
        Report("Garwood's interval, 450 events", 1000, () => EventRate.Of(450, 12_000).Interval.Low);
        Report("Garwood's interval, 10^9 events", 1, () => EventRate.Of(1_000_000_000, 1e9).Interval.Low);

        var (control, treatment) = (new SampleMoments(3407, 0.41, 15.2), new SampleMoments(3461, 0.7, 38.4));
        Report("Welch's test", 1000, () => WelchTest.Of(control, treatment).PValue);
        Report("Confidence sequence", 100_000, () => ConfidenceSequence.Of(control, treatment).PValue);
        Report("Beta-binomial, 100 an arm", 100, () => BetaBinomial.Of(49, 100, 51, 100).ChanceToWin);
        Report("Beta-binomial, 10^6 an arm", 1, () => BetaBinomial.Of(100_000, 1_000_000, 100_500, 1_000_000).ChanceToWin);
        Report("Beta-binomial, 10^9 an arm", 1, () => BetaBinomial.Of(100_000_000, 1_000_000_000, 100_060_000, 1_000_000_000).ChanceToWin);
        MeasureDrivers(random);
        MeasureAssignment();
    }

    private static void MeasureDrivers(Random random)
    {
        var rows = Enumerable.Range(0, 1000).Select(_ => Enumerable.Range(0, 15).Select(_ => random.NextDouble()).ToArray()).ToArray();
        var outcome = rows.Select(row => row.Sum() + random.NextDouble()).ToArray();
        var correlations = Correlations.Of(rows, outcome);
        Report("Shapley parts of 15 attributes", 1, () => Shapley.Of(correlations).RSquared);
    }

    private static void MeasureAssignment()
    {
        var person = Guid.CreateVersion7().ToString();
        Report("Bucket of a person, version 1, 36 characters", 100_000, () => Bucket.Of("checkout-button", person, 1)!.Value);
        Report("Bucket of a person, version 2, 36 characters", 100_000, () => Bucket.Of("checkout-button", person, 2)!.Value);

        var settings = FlagSettings.Read(Json("""
            {"features":{"checkout":{"defaultValue":"plain","rules":[
              {"variations":["plain","short"],"hashVersion":2,"condition":{"country":{"$in":["DE","AT"]}}}]}}}
            """));
        var attributes = Json($$"""{"id":"{{person}}","country":"DE"}""");
        Report("A flag with a condition and an experiment", 10_000, () => new FlagEvaluation(settings, attributes).Feature("checkout").On ? 1 : 0);
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static void Report(string what, int times, Func<double> act)
    {
        var sink = 0.0;
        var rounds = new List<double>();
        for (var round = 0; round < 13; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < times; i++) sink += act();
            if (round >= 2) rounds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / times);
        }

        rounds.Sort();
        if (double.IsNaN(sink)) throw new InvalidOperationException($"{what} gave no number.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-60} {rounds[rounds.Count / 2],14:N3} µs"));
    }
}
