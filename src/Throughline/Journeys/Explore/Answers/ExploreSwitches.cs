using Microsoft.Extensions.Localization;
using Throughline.Journeys.Asking;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Explore;

/// <summary>From which channel to which.</summary>
public sealed record SwitchesShown(IReadOnlyList<string> Channels, IReadOnlyDictionary<(string From, string To), SwitchCell> Cells) : Shown
{
    public override bool IsEmpty => Cells.Count == 0;
    public long Most => Cells.Count == 0 ? 0 : Cells.Values.Max(c => c.Count);
    public long All => Cells.Values.Sum(c => c.Count);
}

public sealed record SwitchCell(long Count, double MedianGapSeconds, string People);

/// <summary>Shows how customers move between channels.</summary>
public sealed class ExploreSwitches(AskSwitches ask, TouchpointNames names, IStringLocalizer<Words> words, IStringLocalizer<UiText> channels) : Explorer(names, words)
{
    private const int MostChannels = 20;

    public override QuestionKind Kind => QuestionKind.Switches;

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var matrix = (await ask.Ask(Request(asked), ct)).Matrix;
        string[] all = [.. matrix.SelectMany(m => new[] { (m.From, m.Count), (m.To, m.Count) }).GroupBy(m => m.Item1).OrderByDescending(g => g.Sum(m => m.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)];
        var shown = all.Take(MostChannels).ToHashSet();
        var cells = matrix.Where(m => shown.Contains(m.From) && shown.Contains(m.To)).ToDictionary(m => (m.From, m.To), m => new SwitchCell(m.Count, m.MedianGapSeconds, asked.Question.People(("from", m.From), ("to", m.To))));
        return new SwitchesShown([.. all.Take(MostChannels)], cells)
        {
            Sentence = matrix.Where(m => m.From != m.To).MaxBy(m => m.Count) is { } most ? T["Most switches: from {0} to {1}, {2:N0} times, after {3} (median).", NameOf(most.From), NameOf(most.To), most.Count, Durations.Short(most.MedianGapSeconds)] : "",
            Remarks = all.Length > MostChannels ? [T["The {0} busiest channels are shown.", MostChannels]] : [],
        };
    }

    public override Task<int[]> People(Asked asked, CancellationToken ct) => ask.People(Request(asked), new AskSwitches.Cell(asked.CellText("from"), asked.CellText("to")), ct);

    public override string Describe(Asked asked) => T["Went from {0} to {1}", NameOf(asked.CellText("from")), NameOf(asked.CellText("to"))];

    private AskSwitches.Request Request(Asked asked) => Within(new AskSwitches.Request
    {
        WithinSeconds = asked.Question["within"] == "any" ? null : Durations.Seconds(asked.Question["within"]),
        Episode = asked.Question["episode"],
        IncludeStays = asked.Question["stays"] == "show",
    }, asked);

    private string NameOf(string channel) => ChannelLook.Of(channel) is { Known: true } look ? channels[look.TextKey] : channel;
}
