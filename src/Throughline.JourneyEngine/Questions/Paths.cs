namespace Throughline.JourneyEngine;

/// <summary>
/// What follows what. A customer's rows are cut into paths where the gap to the row before is longer than
/// <see cref="GapSeconds"/>; each two neighbours in a path are an edge.
/// </summary>
public sealed record PathsQuestion
{
    public Scope Scope { get; init; } = new();

    /// <summary>Longest gap inside a path, in seconds, inclusive. Null: a customer's whole history is one path.</summary>
    public long? GapSeconds { get; init; } = 1800;

    /// <summary>Count only from the first such row of a path onwards; paths without it are left out.</summary>
    public EventPattern? StartAt { get; init; }

    /// <summary>Count only up to the first such row (after the start, if one is asked for); paths without it are left out.</summary>
    public EventPattern? EndAt { get; init; }

    /// <summary>True: from touchpoint to touchpoint; rows without one are passed over.</summary>
    public bool OverTouchpoints { get; init; }

    /// <summary>True: an edge also knows at which step of the path (from 1) its source is.</summary>
    public bool ByStep { get; init; }

    /// <summary>True: several equal events in a row count as one.</summary>
    public bool CollapseRepeats { get; init; }

    /// <summary>Longest path counted, in rows, 2 to 1,000; what comes after is left out. Null: all of it.</summary>
    public int? LongestPath { get; init; }

    /// <summary>How many edges are answered, 1 to 100,000; the rest is summed up in <see cref="PathsAnswer.Other"/>.</summary>
    public int Top { get; init; } = 50;

    /// <summary>True: also how many customers went along each edge, and how many came to each node. Takes longer.</summary>
    public bool Customers { get; init; }
}

/// <summary>An edge. <c>Step</c> is the source's step from 1 when asked for by step, else 0.</summary>
public sealed record PathEdge(int Step, string Source, string Target, long Count)
{
    /// <summary>Who went along it; 0 when it was not asked for.</summary>
    public int Customers { get; init; }
}

/// <summary>Customers who came to an event (at that step, when asked for by step), whether or not they went on.</summary>
public sealed record PathNode(int Step, string Event, int Customers);

/// <summary>The most frequent edges (then by step, source and target name), and how often all others occurred.</summary>
public sealed record PathsAnswer(IReadOnlyList<PathEdge> Edges, long Other)
{
    /// <summary>By step and event; empty when customers were not asked for.</summary>
    public IReadOnlyList<PathNode> Nodes { get; init; } = [];
}

/// <summary>Answers path questions.</summary>
internal static class PathsRun
{
    public static PathsAnswer Answer(QuestionContext context, PathsQuestion question)
    {
        if (question.Top is < 1 or > 100_000) throw new QuestionException("top_out_of_range", "`top` must be from 1 to 100,000.");
        var kernels = Run(context, question, null);
        var counts = kernels.Select(k => k.Counts).Aggregate(EdgeCounts.Join);
        var names = NamesOf(context, question);
        PathEdge[] all = [.. counts.All().Select(e => new PathEdge(e.Step, names.Name(e.Source), names.Name(e.Target), e.Count)
        {
            Customers = kernels.Sum(k => k.Customers?.Of(e.Step, e.Source, e.Target) ?? 0)
        })];
        Array.Sort(all, Compare);
        return new PathsAnswer(all.Length <= question.Top ? all : all[..question.Top], all.Skip(question.Top)
            .Sum(e => e.Count)) { Nodes = question.Customers ? [.. Nodes(kernels, names)] : [] };
    }

    private static IEnumerable<PathNode> Nodes(PathsKernel[] kernels, CodeDictionary names) => kernels.SelectMany(k => k.Customers!.Nodes).Distinct()
        .Select(node => new PathNode(node.Step, names.Name(node.Source), kernels.Sum(k => k.Customers!.Of(node.Step, node.Source, PathCustomers.Here))))
        .OrderBy(n => n.Step).ThenBy(n => n.Event, StringComparer.Ordinal);

    /// <summary>The customers who went along an edge.</summary>
    public static int[] People(QuestionContext context, PathsQuestion question, int step, string source, string target)
    {
        var names = NamesOf(context, question);
        var edge = (question.ByStep ? step : 0, names.Find(source), names.Find(target));
        return PeopleList.Join(Run(context, question, edge).Select(k => k.People));
    }

    private static CodeDictionary NamesOf(QuestionContext context, PathsQuestion question) =>
        question.OverTouchpoints ? context.Names.Touchpoints : context.Names.EventTypes;

    private static PathsKernel[] Run(QuestionContext context, PathsQuestion question, (int, int, int)? probe)
    {
        if (question.GapSeconds is < 0) throw new QuestionException("gap_out_of_range", "The gap must not be negative.");
        if (question.LongestPath is < 2 or > 1000) throw new QuestionException("path_length_out_of_range", "The longest path must be from 2 to 1,000 rows.");
        var start = question.StartAt is { } s ? new EventMatcher(context.Names, s) : null;
        var end = question.EndAt is { } e ? new EventMatcher(context.Names, e) : null;
        var scan = context.Scan(
            question.Scope, Needs.Type | (question.OverTouchpoints ? Needs.Touchpoint : 0)
                | (start?.Needs ?? 0) | (end?.Needs ?? 0), start?.TypeBits ?? ulong.MaxValue);
        var types = NamesOf(context, question).Count;
        return scan.Run(() => new PathsKernel(question, start, end, types, probe), context.Cancellation);
    }

    private static int Compare(PathEdge a, PathEdge b)
        => a.Count != b.Count ? b.Count.CompareTo(a.Count)
        : a.Step != b.Step ? a.Step.CompareTo(b.Step)
        : string.CompareOrdinal(a.Source, b.Source) is not 0 and var bySource ? bySource
        : string.CompareOrdinal(a.Target, b.Target);
}
