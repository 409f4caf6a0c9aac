using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Paths;

/// <summary>What follows what.</summary>
public sealed class AskPaths(IJourneyIndex index, ReadScope scopes) : IFeature
{
    public sealed record Request : AskedScope
    {
        /// <summary>Only from the first such event of a path onwards.</summary>
        public string? StartAt { get; init; }

        /// <summary>Only up to the first such event.</summary>
        public string? EndAt { get; init; }

        /// <summary>How many edges; the others are summed up.</summary>
        public int? Top { get; init; }

        /// <summary>A longer gap cuts a path in two; 0 for no cut.</summary>
        public long? GapSeconds { get; init; }

        /// <summary>True: the same event at another step of the path is another node, named <c>STEP_EVENT</c>.</summary>
        public bool? ByStep { get; init; }

        /// <summary>True: several equal events in a row count as one.</summary>
        public bool? CollapseRepeats { get; init; }

        public int? LongestPath { get; init; }

        /// <summary>events, or touchpoints: what follows what.</summary>
        public string? Over { get; init; }

        /// <summary>True: also how many customers went along each edge, and how many came to each node.</summary>
        public bool? Customers { get; init; }
    }

    /// <param name="Nodes">Null unless customers were asked for.</param>
    public sealed record Answer(IReadOnlyList<Edge> Edges, long Other, IReadOnlyList<Node>? Nodes);

    public sealed record Edge(string Source, string Target, long Count, int? Customers);

    /// <param name="Customers">Who came there, whether or not they went on.</param>
    public sealed record Node(string Name, int Customers);

    public sealed record Cell(string Source, string Target);

    public sealed record PeopleRequest(Request? Question, Cell? Cell, int? Limit = null, int? After = null);

    public async Task<Answer> Ask(Request request, CancellationToken ct)
    {
        var question = await Question(request, ct);
        var answer = await index.Ask(question, ct);
        return new Answer(
            [.. answer.Edges.Select(e => new Edge(
                Named(e.Step, e.Source), Named(e.Step == 0 ? 0 : e.Step + 1, e.Target), e.Count, question.Customers ? e.Customers : null))],
            answer.Other,
            question.Customers ? [.. answer.Nodes.Select(n => new Node(Named(n.Step, n.Event), n.Customers))] : null);
    }

    public async Task<int[]> People(Request request, Cell cell, CancellationToken ct)
    {
        var ((step, source), (_, target)) = (Parse(cell.Source, request), Parse(cell.Target, request));
        return await index.People(await Question(request, ct), step, source, target, ct);
    }

    private async Task<PathsQuestion> Question(Request request, CancellationToken ct) => new()
    {
        Scope = await scopes.Read(request, ct),
        StartAt = string.IsNullOrEmpty(request.StartAt) ? null : Conditions.Pattern(request.StartAt, null, "startAt"),
        EndAt = string.IsNullOrEmpty(request.EndAt) ? null : Conditions.Pattern(request.EndAt, null, "endAt"),
        OverTouchpoints = request.Over switch
        {
            null or "" or "events" => false,
            "touchpoints" => true,
            var other => throw new QuestionException("unknown_over", Words.Say($"Paths cannot use '{other}'. Use events or touchpoints.")),
        },
        Top = request.Top ?? 50,
        GapSeconds = request.GapSeconds switch { null => 1800, 0 => null, var gap => gap },
        ByStep = request.ByStep ?? false,
        CollapseRepeats = request.CollapseRepeats ?? false,
        LongestPath = request.LongestPath,
        Customers = request.Customers ?? false,
    };

    private static string Named(int step, string name) => step == 0 ? name : $"{step}_{name}";

    private static (int Step, string Name) Parse(string node, Request request)
    {
        if (request.ByStep != true) return (0, node);
        var bar = node.IndexOf('_', StringComparison.Ordinal);
        return bar > 0 && int.TryParse(node.AsSpan(0, bar), out var step)
            ? (step, node[(bar + 1)..])
            : throw new QuestionException("no_such_cell", Words.Say($"'{node}' is not a node of this answer. Nodes are named like 1_Cart Viewed."));
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/journeys/paths", (Request request, AskPaths feature, HttpContext http) => Answered.By(ct => feature.Ask(request, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys").WithSummary("Which event follows which, and how often").Produces<Answer>();
        api.MapPost("/api/journeys/paths/people",
            (PeopleRequest request, AskPaths feature, ShowPeopleBehind people, HttpContext http) => Answered.By(async ct =>
                    await people.Show(await feature.People(request.Question ?? new Request(), request.Cell ?? new Cell("", ""), ct),
                        request.Limit, request.After, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys").WithSummary("The customers on a path").Produces<PeopleFound>();
    }
}
