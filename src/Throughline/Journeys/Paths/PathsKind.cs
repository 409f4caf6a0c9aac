using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Paths;

/// <summary>What customers do one after the other.</summary>
public sealed class PathsKind() : QuestionKind(300, "paths", "Paths", "git-branch", "What customers do step by step.")
{
    public override IReadOnlyList<string> Events { get; } = ["startAt", "endAt"];

    public override Type Fields => typeof(PathsFields);

    public override Type View => typeof(PathsView);

    protected override IReadOnlyList<(string Name, string Usual)> Own { get; } =
        [("over", "events"), ("depth", "5"), ("gap", "30m"), ("repeats", "joined")];
}
