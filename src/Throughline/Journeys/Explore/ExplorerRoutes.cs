using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Explore;

/// <summary>The part of an explorer's page that changes while a question is edited.</summary>
public sealed class ExplorerRoutes : IFeature
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/journeys/{kind}/answer", Answer).RequirePermission(JourneysPermissions.Read).ExcludeFromDescription();

    private static async Task<IResult> Answer(string kind, string? @do, AskQuestion feature, HttpContext http)
    {
        if (QuestionKind.Of(kind) is not { } known) return Results.NotFound();
        var exploration = await feature.Show(known, http.Request.QueryString.Value, @do, http.RequestAborted);
        // The address holds the question alone, as it would be shared. Asking the same again is no step to go back to.
        var link = exploration.Question.Link;
        if (http.Request.Headers["HX-Trigger"] == "ask" && !http.Request.Headers["HX-Current-URL"].ToString().EndsWith(link, StringComparison.Ordinal))
            http.Response.Headers["HX-Push-Url"] = link;
        return new RazorComponentResult<ExplorerAnswer>(new Dictionary<string, object?>
        {
            [nameof(ExplorerAnswer.Exploration)] = exploration, [nameof(ExplorerAnswer.Action)] = @do,
        });
    }
}
