using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Switches;

/// <summary>Switches between channels as a table, the most travelled first.</summary>
public sealed class SwitchesSheet : AnswerSheet<SwitchesShown>
{
    public override QuestionKind Kind => QuestionKind.The<SwitchesKind>();

    protected override IReadOnlyList<string> Columns { get; } = ["from", "to", "times", "customers", "median_gap_seconds", .. BesideColumns];

    protected override IEnumerable<IReadOnlyList<string?>> Rows(SwitchesShown shown) =>
        shown.Cells.OrderByDescending(c => c.Value.Count).Select(c => (IReadOnlyList<string?>)
        [
            c.Key.From, c.Key.To, Number(c.Value.Count), Number((long)c.Value.Customers), Number(c.Value.MedianGapSeconds), .. Beside(c.Value.Beside),
        ]);
}
