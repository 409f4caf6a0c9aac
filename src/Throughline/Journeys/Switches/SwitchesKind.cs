using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Switches;

/// <summary>From which channel to which customers move, and how soon.</summary>
public sealed class SwitchesKind() : QuestionKind(400, "switches", "Switches", "switch-horizontal", "Which channels customers move between, and how soon.")
{
    public override Type Fields => typeof(SwitchesFields);

    public override Type View => typeof(SwitchesView);

    protected override IReadOnlyList<(string Name, string Usual)> Own { get; } =
        [("within", "7d"), ("episode", ""), ("stays", "hide")];
}
