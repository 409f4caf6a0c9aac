using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Stages;

/// <summary>Stages and the moves between them as one table: a row a stage without <c>to</c>, then a row a move.</summary>
public sealed class StagesSheet : AnswerSheet<StagesShown>
{
    public override QuestionKind Kind => QuestionKind.The<StagesKind>();

    protected override IReadOnlyList<string> Columns { get; } =
        ["stage", "to", "how", "customers", "now", "share_now", "low_now", "high_now", "moves", "median_seconds", .. BesideColumns];

    protected override IEnumerable<IReadOnlyList<string?>> Rows(StagesShown shown) =>
    [
        .. shown.Stages.Select(s => (IReadOnlyList<string?>)
        [
            s.Name, null, null, Number((long)s.Customers), Number((long)s.Now), Number(s.Share), .. Ends(s.Interval), null, null, .. Beside(s.Beside),
        ]),
        .. shown.Moves.Select(m => (IReadOnlyList<string?>)
        [
            m.From, m.To, m.Step, Number((long)m.Customers), null, null, null, null, Number(m.Moves), Number(m.MedianSeconds), .. Beside(m.Beside),
        ]),
    ];
}
