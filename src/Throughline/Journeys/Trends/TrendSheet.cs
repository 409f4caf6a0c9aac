using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;
using Throughline.Platform.Csv;

namespace Throughline.Journeys.Trends;

/// <summary>Lines over time as a table: a row a line and point.</summary>
public sealed class TrendSheet : AnswerSheet<TrendShown>
{
    public override QuestionKind Kind => QuestionKind.The<TrendKind>();

    protected override IReadOnlyList<string> Columns { get; } =
        ["series", "at", "every", "value", "n", "low", "high", "whole", "other_value", "other_n"];

    protected override IEnumerable<IReadOnlyList<string?>> Rows(TrendShown shown) => shown.Lines.SelectMany(line => line.Dots.Take(shown.At.Count).Select(
        (dot, i) =>
        {
            var others = line.Others.Count > 0 ? line.Others : shown.Compared?.Dots ?? [];
            var other = i < others.Count ? others[i] : null;
            return (IReadOnlyList<string?>)
            [
                line.Title, Sheet.Time(shown.At[i]), shown.Interval, Number(dot.Value), Number(dot.N), .. Ends(dot.Band),
                shown.Cut.Contains(i) ? "false" : "true", Number(other?.Value), Number(other?.N),
            ];
        }));
}
