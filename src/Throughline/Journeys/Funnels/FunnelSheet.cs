using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Funnels;

/// <summary>A funnel as a table: a row a step, for everyone, for what it is compared with, and for each value of the breakdown.</summary>
public sealed class FunnelSheet : AnswerSheet<FunnelShown>
{
    public override QuestionKind Kind => QuestionKind.The<FunnelKind>();

    protected override IReadOnlyList<string> Columns { get; } =
    [
        "group", "step", "event", "name", "customers", "of", "share", "low", "high", "share_of_step_before", "stopped", "median_seconds",
        "average_seconds", "difference", "p", "on_the_way",
    ];

    protected override IEnumerable<IReadOnlyList<string?>> Rows(FunnelShown shown) => shown.Rows.SelectMany(row => row.Steps.Select(
        (step, i) => (IReadOnlyList<string?>)
        [
            row.Title, Number(i + 1L), step.Event, step.Name, Number((long)step.Customers), Number((long)row.Steps[0].Customers), Number(step.Share),
            .. Ends(step.Interval), Number(step.OfBefore), Number((long)step.Lost), Number(step.Times.MedianSeconds), Number(step.Times.AverageSeconds),
            Number(step.Difference?.By), Number(step.Difference?.Adjusted), row == shown.All ? Number((long)shown.OnTheWay) : null,
        ]));
}
