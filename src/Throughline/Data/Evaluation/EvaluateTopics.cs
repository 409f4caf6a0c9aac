using System.CommandLine;
using System.Diagnostics;
using Throughline.Platform.Cli;
using Throughline.Statistics.Text;

namespace Throughline.Data.Evaluation;

/// <summary><c>evaluate topics TRAIN [TEST]</c>: how well topics are told apart, on a second file or by cross-validation on the first.</summary>
internal static class EvaluateTopics
{
    public static Command Create()
    {
        var train = new Argument<string>("train") { Description = "CSV or CSV.gz with the columns text and category." };
        var test = new Argument<string?>("test")
        { Description = "A file of the same kind to judge on; without it the first is cross-validated.", Arity = ArgumentArity.ZeroOrOne
        };
        var folds = new Option<int>("--folds") { Description = "Cross-validate the first file in so many parts (5 without a second file)." };
        var map = EvaluateCommand.MapOption();
        var command = new Command("topics", "Topics: accuracy, macro F1, calibration and speed of the topic model.") { train, test, folds, map };
        command.SetAction((parsed, ct) => EvaluateCommand.Print(parsed, () => Measure(
            parsed.GetRequiredValue(train), parsed.GetValue(test), parsed.GetValue(folds), parsed.GetValue(map) ?? [], ct)));
        return command;
    }

    private static object Measure(string trainPath, string? testPath, int folds, string[] map, CancellationToken ct)
    {
        var rows = new RowCounts();
        var texts = Read(trainPath, map, rows);
        var held = testPath is null ? null : Read(testPath, map, new RowCounts());
        if (folds == 0 && held is null) folds = 5;
        if (folds is not 0 && (folds < 2 || folds > texts.Count)) throw new CommandException($"--folds is from 2 to the number of texts, {texts.Count}.");

        var watch = Stopwatch.StartNew();
        var model = TopicModel.Train(texts, ct: ct);
        var trained = watch.Elapsed.TotalSeconds;
        watch.Restart();
        var judged = held is null ? null : TopicReport.Of(model, held);
        var perText = held is null ? (double?)null : watch.Elapsed.TotalMilliseconds / held.Count;
        return new
        {
            rows,
            trainTexts = texts.Count,
            topics = model.Topics.Count,
            trainSeconds = trained,
            accuracy = judged?.Accuracy,
            test = judged,
            millisecondsPerText = perText,
            crossValidated = folds == 0 ? null : new { folds, figures = TopicReport.CrossValidated(texts, folds, ct: ct) },
        };
    }

    private static List<LabelledText> Read(string path, string[] map, RowCounts rows)
    {
        var texts = new List<LabelledText>();
        foreach (var row in CsvRows.Of(path, ["text", "category"], map).Read())
        {
            if (row[0].Length == 0) rows.LeaveOut("no text");
            else if (row[1].Length == 0) rows.LeaveOut("no category");
            else
            {
                rows.Use();
                texts.Add(new(row[0], row[1]));
            }
        }

        rows.MustNotBeEmpty(path);
        return texts;
    }
}
