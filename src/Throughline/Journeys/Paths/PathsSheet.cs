using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Paths;

/// <summary>Ways as a table: a row a move.</summary>
public sealed class PathsSheet : AnswerSheet<PathsShown>
{
    public override QuestionKind Kind => QuestionKind.The<PathsKind>();

    protected override IReadOnlyList<string> Columns { get; } =
        ["step", "from", "to", "from_name", "to_name", "times", "share_of_step", .. BesideColumns];

    protected override IEnumerable<IReadOnlyList<string?>> Rows(PathsShown shown) => shown.Moves.Select(move => (IReadOnlyList<string?>)
    [
        Number((long)move.Step), move.Source, move.Target, move.SourceName, move.TargetName, Number(move.Count), Number(move.Share), .. Beside(move.Beside),
    ]);
}
