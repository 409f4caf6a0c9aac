using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>A segment as the API shows it.</summary>
/// <param name="Match"><c>all</c> or <c>any</c>.</param>
/// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
public sealed record SegmentShown(string Key, string Name, string Match, IReadOnlyList<SegmentCondition> Conditions, int Version, DateTimeOffset ChangedAt)
{
    public static SegmentShown Of(Segment segment) =>
        new(segment.Key, segment.Name, segment.MatchAny ? "any" : "all", segment.Conditions, segment.Version, segment.ChangedAt);
}

/// <summary>Lists the company's segments by name. There are at most <see cref="Most"/>, so they are one page.</summary>
public sealed class ListSegments(ThroughlineDb db) : IFeature
{
    public const int Most = 500;

    public async Task<IReadOnlyList<SegmentShown>> List(CancellationToken ct)
    {
        var segments = db.Segments;
        return [.. (await segments.AsNoTracking().OrderBy(s => s.Name).ThenBy(s => s.Key).Take(Most).ToListAsync(ct)).Select(SegmentShown.Of)];
    }

    public async Task<SegmentShown?> Find(string key, CancellationToken ct)
    {
        var segments = db.Segments;
        return await segments.AsNoTracking().FirstOrDefaultAsync(s => s.Key == key, ct) is { } segment ? SegmentShown.Of(segment) : null;
    }

    internal static IResult NotFound() =>
        Problems.Of(StatusCodes.Status404NotFound, "no_such_segment", "There is no segment with this key. List the segments to find the right one.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/segments",
            async (ListSegments feature, CancellationToken ct) => Results.Ok(new { items = await feature.List(ct), next = (string?)null }))
            .RequirePermission(SegmentPermissions.Read).WithTags("Segments").WithSummary("All segments, by name");
        api.MapGet("/api/segments/{key}", async (string key, ListSegments feature, CancellationToken ct) => await feature.Find(key, ct) is { } segment
            ? Results.Ok(segment)
            : NotFound())
            .RequirePermission(SegmentPermissions.Read).WithTags("Segments").WithSummary("One segment");
    }
}
