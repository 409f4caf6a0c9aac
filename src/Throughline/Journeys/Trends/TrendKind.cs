using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Trends;

/// <summary>How something develops over time.</summary>
public sealed class TrendKind() : QuestionKind(500, "trend", "Trend", "chart-line", "How something changes over time.")
{
    public override IReadOnlyList<string> Events { get; } = ["event"];

    public override Type Fields => typeof(TrendFields);

    public override Type View => typeof(TrendView);

    protected override IReadOnlyList<(string Name, string Usual)> Own { get; } =
        [("interval", ""), ("measure", "count"), ("property", ""), ("by", ""), ("top", "5")];

    public override Question Begin(Question question, CommonEvents events) => question.WithThe("event", events.Bought);
}
