using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Feedback.Surveys;

/// <summary>The surveys, by name. A company has few of them.</summary>
public sealed class ListSurveys(ThroughlineDb db) : IFeature
{
    public const int Most = 500;

    public sealed record Answer(IReadOnlyList<SurveyShown> Items);

    public async Task<Answer> List(CancellationToken ct)
    {
        var surveys = db.Surveys;
        return new Answer([.. (await surveys.AsNoTracking().OrderBy(s => s.Name).ThenBy(s => s.Key).ToListAsync(ct)).Select(SurveyShown.Of)]);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/feedback/surveys", (ListSurveys feature, CancellationToken ct) => feature.List(ct))
        .RequirePermission(FeedbackPermissions.Read).WithTags("Feedback").WithSummary("The surveys, by name");
}
