using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Next;

/// <summary>Next steps as a table, the commonest first.</summary>
public sealed class NextSheet : AnswerSheet<NextShown>
{
    public override QuestionKind Kind => QuestionKind.The<NextKind>();

    protected override IReadOnlyList<string> Columns { get; } =
        ["next", "name", "times", "of_times", "share_of_times", "low_of_times", "high_of_times", "customers", "median_seconds", .. BesideColumns];

    protected override IEnumerable<IReadOnlyList<string?>> Rows(NextShown shown) => shown.Rows.Select(row => (IReadOnlyList<string?>)
    [
        row.Key, row.Title, Number(row.Count), Number(shown.Total), Number(row.Share), .. Ends(row.Interval), Number((long?)row.Customers),
        Number(row.MedianSeconds), .. Beside(row.Beside),
    ]);
}
