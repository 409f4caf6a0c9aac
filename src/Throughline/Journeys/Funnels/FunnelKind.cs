using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Funnels;

/// <summary>How far customers come through a sequence of steps, and where they stop.</summary>
public sealed class FunnelKind() : QuestionKind(100, "funnel", "Funnel", "filter", "How many customers complete a sequence of steps, and where they stop.")
{
    public override IReadOnlyList<string> Events { get; } = ["step", "without"];

    public override Type Fields => typeof(FunnelFields);

    public override Type View => typeof(FunnelView);

    protected override IReadOnlyList<(string Name, string Usual)> Own { get; } =
        [("window", "14d"), ("mode", "ordered"), ("by", ""), ("touch", "firstTouch"), ("touchStep", "1")];

    public override Question Begin(Question question, CommonEvents events) =>
        question with { Events = [.. events.WayToAnOrder.Select(name => new AskedEvent("step", name))] };
}
