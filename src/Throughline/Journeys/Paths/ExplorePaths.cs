using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.JourneyEngine;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Paths;

/// <summary>What follows what, step by step.</summary>
/// <param name="Other">Moves that are counted but not drawn.</param>
public sealed record PathsShown(IReadOnlyList<PathMove> Moves, long Other, int Depth) : Shown
{
    public override bool IsEmpty => !Drawn.Any();

    /// <summary>Without those that only what is compared with has.</summary>
    public IEnumerable<PathMove> Drawn => Moves.Where(m => m.Count > 0);
}

/// <param name="Step">Of the source, from 1.</param>
/// <param name="Count">0 for a way that only what is compared with has.</param>
/// <param name="Share">Of all moves from the same step.</param>
/// <param name="Beside">Of the customers who came to the source; null without a comparison.</param>
public sealed record PathMove(int Step, string Source, string Target, long Count, double Share, string People, SideBySide? Beside)
{
    /// <summary>What people call the source.</summary>
    public required string SourceName { get; init; }

    public required string TargetName { get; init; }
}

/// <summary>Shows which way customers take, from any event to any other.</summary>
public sealed class ExplorePaths(AskPaths ask, TouchpointNames names, IStringLocalizer<Words> words) : Explorer<PathsShown>(names, words)
{
    private const int MostDrawn = 60, MostAsked = 2_000, DeepestDrawn = 12;

    public override QuestionKind Kind => QuestionKind.The<PathsKind>();

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var (answer, depth) = (await ask.Ask(Request(asked), ct), Depth(asked.Question));
        var compared = asked.IsCompared ? await ask.Ask(Request(asked, true), ct) : null;
        var moves = Moves(asked, answer, compared);
        var other = answer.Other + answer.Edges.Skip(MostDrawn).Sum(e => e.Count);
        return new PathsShown(moves, other, depth)
        {
            ComparedWith = compared is null ? null : asked.ComparedWith,
            ComparedIsEmpty = compared is { Edges: [] },
            Sentence = moves.MaxBy(m => m.Count) is { } most
                ? T["Most common path: “{0}”, then “{1}” ({2:N0} times).", most.SourceName, most.TargetName, most.Count]
                : "",
            Remarks = Remarks(asked.Question, other, Math.Min(MostDrawn, answer.Edges.Count)),
        };
    }

    // Ways that most took there and nobody takes here come last in their step, and are not drawn.
    private PathMove[] Moves(Asked asked, AskPaths.Answer these, AskPaths.Answer? others)
    {
        var tests = new Differences();
        var steps = these.Edges.GroupBy(e => StepOf(e.Source)).ToDictionary(g => g.Key, g => g.Sum(e => e.Count));
        var (here, there) = (new PathShares(these), others is null ? null : new PathShares(others));
        var gone = others is null || these.Other > 0 ? [] : others.Edges.Take(MostDrawn).Where(e => !here.Has(e)).Select(e => e with { Count = 0 });
        PathMove[] moves = [.. these.Edges.Take(MostDrawn).Concat(gone).OrderBy(e => StepOf(e.Source)).ThenByDescending(e => e.Count).Select(e =>
        {
            (string, object?)[] cell = [("source", e.Source), ("target", e.Target)];
            var people = asked.Question.People(cell);
            var beside = there is null
                ? null
                : SideBySide.Of(here.Of(e), there.Of(e), tests) with { People = people, OtherPeople = asked.Question.People([.. cell, ("compared", 1)]) };
            var step = StepOf(e.Source);
            return new PathMove(
                step, NameIn(e.Source), NameIn(e.Target), e.Count,
                steps.GetValueOrDefault(step) is > 0 and var all ? (double)e.Count / all : 0, people, beside)
            {
                SourceName = Told(asked, NameIn(e.Source)),
                TargetName = Told(asked, NameIn(e.Target)),
            };
        })];
        tests.Settle();
        return moves;
    }

    public override Task<int[]> People(Asked asked, CancellationToken ct) =>
        ask.People(Request(asked, asked.CellIsCompared), new AskPaths.Cell(asked.CellText("source"), asked.CellText("target")), ct);

    public override string Describe(Asked asked) =>
        T["“{0}”, then “{1}”", Told(asked, NameIn(asked.CellText("source"))), Told(asked, NameIn(asked.CellText("target")))];

    protected override Figures InShort(PathsShown shown) => new(null,
        [.. shown.Drawn
            .OrderByDescending(m => m.Count)
            .Select(m => FigureRow.Bar($"{m.SourceName} → {m.TargetName}", m.Count, shown.Moves.Max(o => o.Count), m.People))]);

    private AskPaths.Request Request(Asked asked, bool compared = false) => Within(new AskPaths.Request
    {
        Over = asked.Question["over"],
        StartAt = asked.Question.The("startAt")?.Name,
        EndAt = asked.Question.The("endAt")?.Name,
        ByStep = true,
        Top = MostAsked,
        LongestPath = Depth(asked.Question),
        GapSeconds = Durations.Seconds(asked.Question["gap"]) ?? 0,
        CollapseRepeats = asked.Question["repeats"] == "joined",
        Customers = asked.IsCompared,
    }, asked, compared);

    private static int Depth(Question question) => Math.Clamp(Wanted(question), 2, DeepestDrawn);

    private static int Wanted(Question question) => int.TryParse(question["depth"], NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? depth : 5;

    private List<string> Remarks(Question question, long other, int drawn)
    {
        var remarks = new List<string>();
        if (Wanted(question) > DeepestDrawn) remarks.Add(T[
            "{0} steps do not fit on a screen: the first {1} are drawn. Start at a later event to see more.", Wanted(question), DeepestDrawn]);
        if (other > 0) remarks.Add(T["The {0} most common moves are drawn; {1:N0} moves along other paths are not.", drawn, other]);
        return remarks;
    }

    private string Told(Asked asked, string name) => asked.Question["over"] == "touchpoints" ? Names.NameOf("touchpoint", name) : Names.EventName(name);

    private static int StepOf(string node) => int.Parse(node.AsSpan(0, node.IndexOf('_', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    private static string NameIn(string node) => node.IndexOf('_', StringComparison.Ordinal) is > 0 and var bar
        ? node[(bar + 1)..]
        : throw new QuestionException("no_such_cell", Words.Say("This link does not name a path. Open the question and click it again."));
}
