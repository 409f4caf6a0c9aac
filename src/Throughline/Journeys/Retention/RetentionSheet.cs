using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Retention;

/// <summary>Cohorts as a table: a row a cohort and period.</summary>
public sealed class RetentionSheet : AnswerSheet<RetentionShown>
{
    public override QuestionKind Kind => QuestionKind.The<RetentionKind>();

    protected override IReadOnlyList<string> Columns { get; } =
        ["cohort", "size", "every", "period", "returned", "of", "share", "low", "high", "so_far", "difference", "p"];

    protected override IEnumerable<IReadOnlyList<string?>> Rows(RetentionShown shown) => shown.Rows.SelectMany(row => row.Cells.Select(
        (cell, k) => (IReadOnlyList<string?>)
        [
            row.Title, Number((long)row.Size), shown.Every, Number((long)k), Number((long)cell.Returned), Number((long)cell.Of), Number(cell.Share),
            .. Ends(cell.Interval), cell.SoFar ? "true" : "false", Number(cell.Difference?.By), Number(cell.Difference?.Adjusted),
        ]));
}
