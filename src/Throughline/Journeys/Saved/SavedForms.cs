using Microsoft.AspNetCore.Mvc;
using Throughline.Journeys.Questions;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Saved;

/// <summary>What the save bar of an explorer sends; each leads back to the question with what came of it.</summary>
public sealed class SavedForms : IFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/journeys/questions", SaveNew).RequirePermission(JourneysPermissions.Save).ExcludeFromDescription();
        routes.MapPost("/journeys/questions/{id:guid}", SaveChanges).RequirePermission(JourneysPermissions.Save).ExcludeFromDescription();
    }

    private static async Task<IResult> SaveNew(
        [FromForm] string? kind, [FromForm] string? query, [FromForm] string? name, [FromForm] string? description, SaveQuestion feature, HttpContext http) =>
            await feature.Save(QuestionId.New(), new(kind, query ?? "", name, description), Actor.Of(http.User), http.RequestAborted) switch
        {
            SaveQuestion.Saved saved => Results.LocalRedirect(Saying(saved.Question.Link, "saved")),
            _ => Results.LocalRedirect(Saying(Asked(kind, query, null).Link, "refused")),
        };

    private static async Task<IResult> SaveChanges(
        Guid id, [FromForm] string? kind, [FromForm] string? query, [FromForm] int? version, SaveQuestion feature, HttpContext http) =>
            await feature.Save(new QuestionId(id), new(null, query ?? "", Version: version ?? -1), Actor.Of(http.User), http.RequestAborted) switch
        {
            SaveQuestion.Saved saved => Results.LocalRedirect(Saying(saved.Question.Link, "saved")),
            SaveQuestion.NotYours => Results.LocalRedirect($"/journeys/questions/{id}/edit"),
            SaveQuestion.Overtaken => Results.LocalRedirect(Saying(Asked(kind, query, id).Link, "overtaken")),
            _ => Results.LocalRedirect(Saying(Asked(kind, query, id).Link, "refused")),
        };

    private static Question Asked(string? kind, string? query, Guid? saved) =>
        QuestionReader.Read(QuestionKind.OfOrFirst(kind), query) with { SavedAs = saved };

    private static string Saying(string link, string said) => $"{link}{(link.Contains('?', StringComparison.Ordinal) ? '&' : '?')}said={said}";
}
