using Throughline.Contracts;
using Throughline.Journeys.Questions;
using Throughline.Platform.Csv;
using Throughline.Statistics.Numerics;

namespace Throughline.Journeys.Answering;

/// <summary>Writes answers of one kind as a table for programs: the numbers of the page, unrounded, with n and interval.</summary>
public abstract class AnswerSheet : IPart
{
    public abstract QuestionKind Kind { get; }

    /// <summary>Without rows where there is no answer.</summary>
    public abstract Sheet Of(Shown shown);
}

/// <summary>Writes answers of one type.</summary>
public abstract class AnswerSheet<TShown> : AnswerSheet where TShown : Shown
{
    protected abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Of a share of customers beside what it is compared with.</summary>
    protected static IReadOnlyList<string> BesideColumns { get; } =
        ["share_customers", "share_of", "share", "low", "high", "other_customers", "other_of", "other_share", "difference", "p"];

    public sealed override Sheet Of(Shown shown) => new(Columns, shown is TShown answer ? Rows(answer) : []);

    protected abstract IEnumerable<IReadOnlyList<string?>> Rows(TShown shown);

    protected static string? Number(double? number) => Sheet.Number(number);

    protected static string? Number(long? number) => Sheet.Number(number);

    protected static string?[] Ends(Interval? interval) => [Sheet.Number(interval?.Low), Sheet.Number(interval?.High)];

    protected static string?[] Beside(SideBySide? row) =>
    [
        Sheet.Number(row?.These?.Count), Sheet.Number(row?.These?.Of), Sheet.Number(row?.These?.Value), .. Ends(row?.These?.Interval),
        Sheet.Number(row?.Others?.Count), Sheet.Number(row?.Others?.Of), Sheet.Number(row?.Others?.Value), Sheet.Number(row?.Difference?.By),
        Sheet.Number(row?.Difference?.Adjusted),
    ];
}
