namespace Throughline.Journeys.Explore;

/// <summary>A kind of question with a page of its own.</summary>
/// <param name="Key">Its address: <c>/journeys/KEY</c>.</param>
/// <param name="Events">The names under which events stand in the address, in their order.</param>
/// <param name="Settings">What else may be said, and what holds when it is not.</param>
public sealed record QuestionKind(string Key, string Title, string Icon, string Lead, IReadOnlyList<string> Events, IReadOnlyDictionary<string, string> Settings)
{
    public static QuestionKind Funnel { get; } = new("funnel", "Funnel", "filter", "How far customers come through a sequence of steps, and where they stop.", ["step", "without"],
        With(("window", "14d"), ("mode", "ordered"), ("by", ""), ("touch", "firstTouch"), ("touchStep", "1")));

    public static QuestionKind Retention { get; } = new("retention", "Retention", "repeat", "Of those who did something, how many come back, and when.", ["start", "return"],
        With(("every", "week"), ("periods", "8"), ("mode", "recurring"), ("counting", "on")));

    public static QuestionKind Paths { get; } = new("paths", "Paths", "git-branch", "What customers do one after the other.", ["startAt", "endAt"],
        With(("depth", "5"), ("gap", "30m"), ("repeats", "joined")));

    public static QuestionKind Switches { get; } = new("switches", "Switches", "switch-horizontal", "From which channel to which customers move, and how soon.", [],
        With(("within", "7d"), ("episode", ""), ("stays", "hide")));

    public static QuestionKind Trend { get; } = new("trend", "Trend", "chart-line", "How something develops over time.", ["event"],
        With(("interval", ""), ("measure", "count"), ("property", ""), ("by", ""), ("top", "5")));

    public static QuestionKind Stages { get; } = new("stages", "Stages", "stack-2", "How customers move from stage to stage, and where they stand now.", [], With());

    public static QuestionKind Next { get; } = new("next", "Next steps", "arrow-right", "What customers do next after an event or a touchpoint.", ["after"],
        With(("touchpoint", ""), ("by", "event"), ("within", ""), ("way", "after")));

    public static IReadOnlyList<QuestionKind> All { get; } = [Funnel, Retention, Paths, Switches, Trend, Stages, Next];

    public static QuestionKind? Of(string? key) => All.FirstOrDefault(k => k.Key == key);

    public bool Equals(QuestionKind? other) => other?.Key == Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    private static OrderedDictionary<string, string> With(params (string Name, string Usual)[] own)
    {
        (string, string)[] all = [.. own, ("segment", ""), ("period", "30d"), ("from", ""), ("to", ""), ("compare", "none"), ("against", "")];
        return new OrderedDictionary<string, string>(all.Select(s => KeyValuePair.Create(s.Item1, s.Item2)));
    }
}
