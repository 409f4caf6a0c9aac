using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Alerts;

/// <summary>An alert as the API shows it.</summary>
/// <param name="ToldAt">Since when it holds; null while it does not.</param>
/// <param name="WhyNot">Why it could not be checked.</param>
public sealed record AlertLine(
    Guid Id, string Figure, string Subject, string Query, string Title, string Condition, double? Line, string Period, bool AtOnce, AlertReading Now,
    DateTimeOffset? CheckedAt, DateTimeOffset? ToldAt, string? WhyNot, string Link)
{
    public static AlertLine Of(Alert alert) => new(
        alert.Id.Value, alert.Figure, alert.Subject, alert.Query, alert.Title, alert.Condition, alert.Line, alert.Period, alert.IsAtOnce,
        new(alert.Value, alert.Low, alert.High, alert.N), alert.CheckedAt, alert.ToldAt, alert.WhyNot,
        AlertFigures.LinkOf(alert.Figure, alert.Subject, alert.Query, alert.Period));
}

/// <summary>A figure with its 95% interval.</summary>
public sealed record AlertReading(double? Value, double? Low, double? High, long N);

/// <summary>The alerts of whoever is signed in, the newest first.</summary>
public sealed class ListAlerts(ThroughlineDb db) : IFeature
{
    public sealed record Page(IReadOnlyList<AlertLine> Items, string? Next);

    public async Task<IReadOnlyList<Alert>> Of(Guid? user, CancellationToken ct)
    {
        var alerts = db.Alerts;
        return user is not { } id ? [] : await alerts.AsNoTracking().Where(a => a.UserId == id).OrderByDescending(a => a.CreatedAt).ToListAsync(ct);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/journeys/alerts", async (ListAlerts feature, HttpContext http, CancellationToken ct) =>
            new Page([.. (await feature.Of(http.User.UserId, ct)).Select(AlertLine.Of)], Next: null))
        .RequirePermission(JourneysPermissions.Read).WithTags("Alerts").WithSummary("The alerts of the colleague who is signed in").Produces<Page>();
}
