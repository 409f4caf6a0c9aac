using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Explore;

/// <summary>What follows what, step by step.</summary>
/// <param name="Other">Moves that are counted but not drawn.</param>
public sealed record PathsShown(IReadOnlyList<PathMove> Moves, long Other, int Depth) : Shown
{
    public override bool IsEmpty => Moves.Count == 0;
}

/// <param name="Step">Of the source, from 1.</param>
/// <param name="Share">Of all moves from the same step.</param>
public sealed record PathMove(int Step, string Source, string Target, long Count, double Share, string People);

/// <summary>Shows which way customers take, from any event to any other.</summary>
public sealed class ExplorePaths(AskPaths ask, TouchpointNames names, IStringLocalizer<Words> words) : Explorer(names, words)
{
    private const int MostDrawn = 60, MostAsked = 2_000, DeepestDrawn = 12;

    public override QuestionKind Kind => QuestionKind.Paths;

    public override async Task<Shown> Show(Asked asked, CancellationToken ct)
    {
        var (answer, depth) = (await ask.Ask(Request(asked), ct), Depth(asked.Question));
        var all = answer.Edges.Select(Parse).ToList();
        var steps = all.GroupBy(e => e.Step).ToDictionary(g => g.Key, g => g.Sum(e => e.Edge.Count));
        PathMove[] moves = [.. all.Take(MostDrawn).OrderBy(e => e.Step).ThenByDescending(e => e.Edge.Count).Select(e => new PathMove(e.Step, e.Source, e.Target, e.Edge.Count,
            (double)e.Edge.Count / steps[e.Step], asked.Question.People(("source", e.Edge.Source), ("target", e.Edge.Target))))];
        var other = answer.Other + all.Skip(MostDrawn).Sum(e => e.Edge.Count);
        return new PathsShown(moves, other, depth)
        {
            Sentence = moves.MaxBy(m => m.Count) is { } most ? T["The way taken most: “{0}”, then “{1}” ({2:N0} times).", most.Source, most.Target, most.Count] : "",
            Remarks = Remarks(asked.Question, other, moves.Length),
        };
    }

    public override Task<int[]> People(Asked asked, CancellationToken ct) => ask.People(Request(asked), new AskPaths.Cell(asked.CellText("source"), asked.CellText("target")), ct);

    public override string Describe(Asked asked) => T["“{0}”, then “{1}”", NameIn(asked.CellText("source")), NameIn(asked.CellText("target"))];

    private AskPaths.Request Request(Asked asked) => Within(new AskPaths.Request
    {
        StartAt = asked.Question.The("startAt")?.Name,
        EndAt = asked.Question.The("endAt")?.Name,
        ByStep = true,
        Top = MostAsked,
        LongestPath = Depth(asked.Question),
        GapSeconds = Durations.Seconds(asked.Question["gap"]) ?? 0,
        CollapseRepeats = asked.Question["repeats"] == "joined",
    }, asked);

    private static int Depth(Question question) => Math.Clamp(Wanted(question), 2, DeepestDrawn);

    private static int Wanted(Question question) => int.TryParse(question["depth"], NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? depth : 5;

    private List<string> Remarks(Question question, long other, int drawn)
    {
        var remarks = new List<string>();
        if (Wanted(question) > DeepestDrawn) remarks.Add(T["{0} steps do not fit on a screen: the first {1} are drawn. Start at a later event to see what comes after.", Wanted(question), DeepestDrawn]);
        if (other > 0) remarks.Add(T["The {0} commonest moves are drawn; {1:N0} moves along other ways are not.", drawn, other]);
        return remarks;
    }

    private static (int Step, string Source, string Target, AskPaths.Edge Edge) Parse(AskPaths.Edge edge) =>
        (int.Parse(edge.Source.AsSpan(0, edge.Source.IndexOf('_', StringComparison.Ordinal)), CultureInfo.InvariantCulture), NameIn(edge.Source), NameIn(edge.Target), edge);

    private static string NameIn(string node) => node.IndexOf('_', StringComparison.Ordinal) is > 0 and var bar
        ? node[(bar + 1)..]
        : throw new QuestionException("no_such_cell", "This link does not say which way is meant. Open the question and click it again.");
}
