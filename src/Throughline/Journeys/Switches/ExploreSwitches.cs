using Microsoft.Extensions.Localization;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Switches;

/// <summary>From which channel to which.</summary>
public sealed record SwitchesShown(IReadOnlyList<string> Channels, IReadOnlyDictionary<(string From, string To), SwitchCell> Cells) : Shown
{
    public override bool IsEmpty => All == 0;
    public long Most => Cells.Count == 0 ? 0 : Cells.Values.Max(c => c.Count);
    public int MostCustomers => Cells.Count == 0 ? 0 : Cells.Values.Max(c => c.Customers);
    public long All => Cells.Values.Sum(c => c.Count);
}

/// <param name="Customers">Who switched, each once.</param>
/// <param name="Count">How often; 0 for a switch that only what is compared with has.</param>
/// <param name="Beside">Of the customers on the channel they went from; null without a comparison.</param>
public sealed record SwitchCell(long Count, int Customers, double? MedianGapSeconds, string People, SideBySide? Beside);

/// <summary>Shows how customers move between channels.</summary>
public sealed class ExploreSwitches(AskSwitches ask, TouchpointNames names, IStringLocalizer<Words> words) : Explorer<SwitchesShown>(names, words)
{
    private const int MostChannels = 20;

    public override QuestionKind Kind => QuestionKind.The<SwitchesKind>();

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var answer = await ask.Ask(Request(asked), ct);
        var compared = asked.IsCompared ? await ask.Ask(Request(asked, true), ct) : null;
        var matrix = answer.Matrix;
        string[] all = [.. matrix
            .Concat(compared?.Matrix ?? [])
            .SelectMany(m => new[] { (m.From, m.Count), (m.To, m.Count) })
            .GroupBy(m => m.Item1)
            .OrderByDescending(g => g.Sum(m => m.Count))
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Key)];
        var shown = all.Take(MostChannels).ToHashSet();
        return new SwitchesShown([.. all.Take(MostChannels)], Cells(asked, shown, answer, compared))
        {
            ComparedWith = compared is null ? null : asked.ComparedWith,
            ComparedIsEmpty = compared is { Channels: [] },
            Sentence = matrix.Where(m => m.From != m.To).MaxBy(m => m.Count) is { } most
                ? T["Most common switch: {0} to {1}, {2:N0} times, after {3} (median).", NameOf(most.From), NameOf(most.To), most.Count,
                    HowLong.Of(most.MedianGapSeconds)]
                : "",
            Remarks = all.Length > MostChannels ? [T["The {0} busiest channels are shown.", MostChannels]] : [],
        };
    }

    public override Task<int[]> People(Asked asked, CancellationToken ct) =>
        ask.People(Request(asked, asked.CellIsCompared), new AskSwitches.Cell(asked.CellText("from"), asked.CellText("to")), ct);

    public override string Describe(Asked asked) => T["Went from {0} to {1}", NameOf(asked.CellText("from")), NameOf(asked.CellText("to"))];

    protected override Figures InShort(SwitchesShown shown) => new(null, [.. shown.Cells.Where(c => c.Value.Count > 0).OrderByDescending(c => c.Value.Customers)
        .Select(c => FigureRow.Bar($"{NameOf(c.Key.From)} → {NameOf(c.Key.To)}", c.Value.Customers, shown.MostCustomers, c.Value.People))]);

    private static Dictionary<(string From, string To), SwitchCell> Cells(
        Asked asked, HashSet<string> shown, AskSwitches.Answer these, AskSwitches.Answer? others)
    {
        var tests = new Differences();
        var (here, there) = (these.Matrix.ToDictionary(m => (m.From, m.To)), others?.Matrix.ToDictionary(m => (m.From, m.To)));
        var pairs = here.Keys.Union(there?.Keys.AsEnumerable() ?? []).Where(p => shown.Contains(p.From) && shown.Contains(p.To));
        var cells = pairs.ToDictionary(p => p, p =>
        {
            var (one, people) = (here.GetValueOrDefault(p), asked.Question.People(("from", p.From), ("to", p.To)));
            var beside = there is null ? null : SideBySide.Of(Left(one, p.From, these), Left(there.GetValueOrDefault(p), p.From, others!), tests) with
            {
                People = people,
                OtherPeople = asked.Question.People(("from", p.From), ("to", p.To), ("compared", 1)),
            };
            return new SwitchCell(one?.Count ?? 0, one?.Customers ?? 0, one?.MedianGapSeconds, people, beside);
        });
        tests.Settle();
        return cells;
    }

    private static ShareOf Left(AskSwitches.Switch? one, string from, AskSwitches.Answer answer) =>
        new(one?.Customers ?? 0, answer.Channels?.FirstOrDefault(c => c.Name == from)?.Customers ?? 0);

    private AskSwitches.Request Request(Asked asked, bool compared = false) => Within(new AskSwitches.Request
    {
        WithinSeconds = asked.Question["within"] == "any" ? null : Durations.Seconds(asked.Question["within"]),
        Episode = asked.Question["episode"],
        IncludeStays = asked.Question["stays"] == "show",
        Customers = true,
    }, asked, compared);

    private string NameOf(string channel) => ChannelLook.Of(channel) is { Known: true } look ? T[look.Name] : channel;
}
