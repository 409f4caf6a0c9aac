using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Next;

/// <summary>What customers do next after an event or a touchpoint.</summary>
public sealed class NextKind() : QuestionKind(700, "next", "Next steps", "arrow-right", "What customers do next after an event or touchpoint.")
{
    public override IReadOnlyList<string> Events { get; } = ["after"];

    public override Type Fields => typeof(NextFields);

    public override Type View => typeof(NextView);

    protected override IReadOnlyList<(string Name, string Usual)> Own { get; } =
        [("touchpoint", ""), ("by", "event"), ("within", ""), ("way", "after")];

    public override Question Begin(Question question, CommonEvents events) => question.WithThe("after", events.CheckedOut);
}
