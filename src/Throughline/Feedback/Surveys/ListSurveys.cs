using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Feedback.Surveys;

/// <summary>The surveys, by key.</summary>
public sealed class ListSurveys(ThroughlineDb db) : IFeature
{
    public const int AtOnce = 100;

    /// <param name="Next">The key to go on after; null at the end.</param>
    public sealed record Answer(IReadOnlyList<SurveyShown> Items, string? Next);

    public async Task<Answer> List(string? cursor, CancellationToken ct)
    {
        var surveys = db.Surveys;
        var found = await surveys.AsNoTracking().Where(s => string.Compare(s.Key, cursor ?? "") > 0).OrderBy(s => s.Key).Take(AtOnce + 1).ToListAsync(ct);
        return new Answer([.. found.Take(AtOnce).Select(SurveyShown.Of)], found.Count > AtOnce ? found[AtOnce - 1].Key : null);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/feedback/surveys", (string? cursor, ListSurveys feature, CancellationToken ct) => feature.List(cursor, ct))
        .RequirePermission(FeedbackPermissions.Read).WithTags("Feedback").WithSummary("The surveys, by key");
}
