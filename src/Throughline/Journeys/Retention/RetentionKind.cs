using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Retention;

/// <summary>Of those who did something, how many come back, and when.</summary>
public sealed class RetentionKind() : QuestionKind(200, "retention", "Retention", "repeat", "How many customers come back after an event, and when.")
{
    public override IReadOnlyList<string> Events { get; } = ["start", "return"];

    public override Type Fields => typeof(RetentionFields);

    public override Type View => typeof(RetentionView);

    protected override IReadOnlyList<(string Name, string Usual)> Own { get; } =
        [("every", "week"), ("periods", "8"), ("mode", "recurring"), ("counting", "on")];

    public override Question Begin(Question question, CommonEvents events) =>
        question.WithThe("start", events.Bought).WithThe("return", events.Bought);
}
