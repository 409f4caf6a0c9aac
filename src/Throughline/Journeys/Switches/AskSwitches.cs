using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Switches;

/// <summary>How customers move between channels.</summary>
public sealed class AskSwitches(IJourneyIndex index, ReadScope scopes) : IFeature
{
    public sealed record Request : AskedScope
    {
        /// <summary>Longest gap between the two interactions; any when left out.</summary>
        public long? WithinSeconds { get; init; }

        /// <summary>A property that names the episode, such as <c>episodeId</c>: only pairs within one episode count.</summary>
        public string? Episode { get; init; }

        /// <summary>True: also those who stayed on their channel.</summary>
        public bool? IncludeStays { get; init; }

        /// <summary>True: also how many customers switched, and how many were on each channel.</summary>
        public bool? Customers { get; init; }
    }

    /// <param name="Channels">Null unless customers were asked for.</param>
    public sealed record Answer(IReadOnlyList<Switch> Matrix, IReadOnlyList<Channel>? Channels);

    public sealed record Switch(string From, string To, long Count, double AverageGapSeconds, double MedianGapSeconds, int? Customers);

    /// <param name="Customers">Who was on it, whether or not they left it.</param>
    public sealed record Channel(string Name, int Customers);

    public sealed record Cell(string From, string To);

    public sealed record PeopleRequest(Request? Question, Cell? Cell, int? Limit = null, int? After = null);

    public async Task<Answer> Ask(Request request, CancellationToken ct)
    {
        var question = await Question(request, ct);
        var answer = await index.Ask(question, ct);
        return new Answer([.. answer.Matrix.Select(m => new Switch(
            m.From, m.To, m.Count, m.TotalGapSeconds / m.Count, m.MedianGapSeconds, question.Customers ? m.Customers : null))],
            question.Customers ? [.. answer.Channels.Select(c => new Channel(c.Channel, c.Customers))] : null);
    }

    public async Task<int[]> People(Request request, Cell cell, CancellationToken ct) =>
        await index.People(await Question(request, ct), cell.From, cell.To, ct);

    private async Task<SwitchesQuestion> Question(Request request, CancellationToken ct) => new()
    {
        Scope = await scopes.Read(request, ct),
        WithinSeconds = request.WithinSeconds,
        EpisodeProperty = string.IsNullOrEmpty(request.Episode) ? null : request.Episode,
        IncludeStays = request.IncludeStays ?? false,
        Customers = request.Customers ?? false,
    };

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/api/journeys/switches", (Request request, AskSwitches feature, HttpContext http) => Answered.By(ct => feature.Ask(request, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("Which channels customers move between, and how soon").Produces<Answer>();
        api.MapPost("/api/journeys/switches/people",
            (PeopleRequest request, AskSwitches feature, ShowPeopleBehind people, HttpContext http) => Answered.By(async ct =>
                    await people.Show(await feature.People(request.Question ?? new Request(), request.Cell ?? new Cell("", ""), ct),
                        request.Limit, request.After, ct), http))
            .RequirePermission(JourneysPermissions.Read).WithTags("Journeys")
            .WithSummary("The customers who moved from one channel to another").Produces<PeopleFound>();
    }
}
