using System.CommandLine;
using System.Diagnostics;
using Throughline.Statistics.CustomerValue;
using Throughline.Statistics.Recommending;
using Throughline.Statistics.Text;

namespace Throughline.Benchmarks.Statistics;

/// <summary>Times customer value, topics and recommenders on made-up data of a stated size: each figure is the best of its runs.</summary>
internal static class MeasureModelsCommand
{
    internal static Command Create()
    {
        var items = new Argument<int[]>("items") { Description = "Sizes of catalogue for EASE.", DefaultValueFactory = _ => [3_659] };
        var command = new Command("measure-models", "Times customer-value fits, topic models and recommenders.") { items };
        command.SetAction(parsed =>
        {
            CustomerValue();
            Topics();
            foreach (var size in parsed.GetRequiredValue(items)) Recommenders(size);
        });
        return command;
    }

    private static void CustomerValue()
    {
        var random = new Random(1);
        PurchaseSummary[] customers = [.. Enumerable.Range(0, 2_357).Select(_ =>
        {
            var (age, repeats) = (Math.Round(27 + 12 * random.NextDouble(), 2), (int)(-1.2 * Math.Log(1 - random.NextDouble())));
            return new PurchaseSummary(repeats, repeats == 0 ? 0 : Math.Round(age * random.NextDouble(), 2), age);
        })];
        Say("BG/NBD fit, 2,357 customers", Best(20, () => BetaGeometric.FitBg(customers)));
        Say("MBG/NBD fit, 2,357 customers", Best(20, () => BetaGeometric.FitMbg(customers)));
        Say("Pareto/NBD fit, 2,357 customers", Best(10, () => ParetoNbd.Fit(customers)));
    }

    private static void Topics()
    {
        var random = new Random(2);
        var texts = Enumerable.Range(0, 10_000).Select(i => new LabelledText(
            string.Join(' ', Enumerable.Range(0, 12).Select(_ => random.Next(3) == 0 ? $"topic{i % 77}word{random.Next(40)}" : $"word{random.Next(2_000)}")),
            $"topic {i % 77}")).ToArray();
        TopicModel? model = null;
        Say("topic model, 10,000 texts of 12 words, 77 topics", Best(2, () => model = TopicModel.Train(texts)));
        Say("one text", Best(3, () => { foreach (var text in texts.Take(2_000)) model!.Guess(text.Text); }) / 2_000);
    }

    private static void Recommenders(int items)
    {
        var random = new Random(3);
        var log = PurchaseLog.From(Enumerable.Range(0, 400_000)
            .Select(_ => new Purchase(random.Next(20_000), (int)(items * random.NextDouble() * random.NextDouble()), random.Next(300)))
            .Concat(
                Enumerable.Range(0, items).Select(i => new Purchase(i % 20_000, i, 1))), 20_000, items);
        ItemLinks? links = null;
        Say($"EASE fit, {items:N0} items, 20,000 customers", Best(items > 8_000 ? 1 : 3, () =>
        {
            using var ease = Ease.Fit(log, new());
            Console.WriteLine($"  residual {ease.Residual:E1}");
            links = ease.ToLinks();
        }));
        var scores = new float[items];
        Say($"one list of 10, {items:N0} items", Best(3, () =>
        {
            for (var customer = 0; customer < 1_000; customer++)
            {
                links!.Score(log.Of(customer, 300), scores);
                TopItems.Select(scores, 10);
            }
        }) / 1_000);
    }

    private static double Best(int runs, Action action)
    {
        var best = double.PositiveInfinity;
        for (var run = 0; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            action();
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    private static void Say(string what, double milliseconds) => Console.WriteLine($"{what}: {milliseconds:N3} ms");
}
