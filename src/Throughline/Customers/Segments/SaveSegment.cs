using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Writes a segment, new or changed.</summary>
public sealed partial class SaveSegment(ThroughlineDb db, ReadDefinition read, TimeProvider clock) : IFeature
{
    // Addresses of pages.
    private static readonly string[] Taken = ["new", "draft"];

    public abstract record Outcome;
    public sealed record Saved(SegmentShown Segment, bool IsNew) : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has saved it since this version was read.</summary>
    public sealed record Overtaken(int Version) : Outcome;

    /// <param name="version">The version that was read, 0 for a segment that must be new; null: whatever is there is replaced.</param>
    public async Task<Outcome> Save(string key, JsonElement asked, int? version, Actor by, CancellationToken ct)
    {
        var faults = new List<Fault>();
        if (!Key().IsMatch(key) || Taken.Contains(key)) faults.Add(new(
            "key", $"A key has 1 to {Segment.LongestKey} lowercase letters, digits, - and _, and begins with a letter or digit; “new” and “draft” are "
                + $"reserved."));
        var definition = read.Read(asked, faults);
        if (asked.ValueKind == JsonValueKind.Object) CheckNames(key, asked, faults);
        if (definition is null || faults.Count > 0) return new Refused(faults);

        var (segments, name) = (db.Segments, asked.GetProperty("name").GetString()!.Trim());
        var segment = await segments.FirstOrDefaultAsync(s => s.Key == key, ct);
        if (version is { } read0 && read0 != (segment?.Version ?? 0)) return new Overtaken(segment?.Version ?? 0);
        if (segment is null && await segments.CountAsync(ct) >= ListSegments.Most)
            return new Refused([new("key", $"There are already {ListSegments.Most} segments. Delete one you no longer need.")]);
        var isNew = segment is null;
        if (segment is null) segments.Add(segment = new Segment
        { Key = key, Name = name, MatchAny = definition.MatchAny, Conditions = definition.Conditions, Version = 1,
            ChangedAt = clock.GetUtcNow()
        });
        else (segment.Name, segment.MatchAny, segment.Conditions, segment.Version, segment.ChangedAt) = (
            name, definition.MatchAny, definition.Conditions, segment.Version + 1, clock.GetUtcNow());
        db.Audit(by, isNew ? "segment.made" : "segment.changed", $"segment:{key}");
        try
        {
            return await db.TrySave(ct) ? new Saved(SegmentShown.Of(segment), isNew) : new Overtaken(1);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(segment.Version);
        }
    }

    private static void CheckNames(string key, JsonElement asked, List<Fault> faults)
    {
        if (asked.TryGetProperty("key", out var inside) && inside.ValueKind != JsonValueKind.Null && inside.ToString() != key)
            faults.Add(new("key", "The `key` in the body differs from the one in the address. Leave it out, or use the same key."));
        if (!asked.TryGetProperty("name", out var name)
            || name.ValueKind != JsonValueKind.String
            || string.IsNullOrWhiteSpace(name.GetString())
            || name.GetString()!.Trim().Length > Segment.LongestName)
            faults.Add(new("name", $"Enter a segment name of at most {Segment.LongestName} characters."));
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$")]
    private static partial Regex Key();

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/segments/{key}", async (string key, JsonElement body, SaveSegment feature, HttpContext http, CancellationToken ct) =>
        {
            int? version = body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("version", out var given)
                && given.ValueKind == JsonValueKind.Number
                && given.TryGetInt32(out var number)
                ? number
                : null;
            return await feature.Save(key, body, version, Actor.Of(http.User), ct) switch
            {
                Saved saved => Results.Ok(saved.Segment),
                Refused refused => Problems.Of(refused.Faults),
                Overtaken overtaken => Overtaking.Problem(overtaken.Version),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            };
        })
        .RequirePermission(SegmentPermissions.Write).WithTags("Segments").WithSummary("Creates or edits a segment")
        .Accepts<SegmentShown>("application/json").Produces<SegmentShown>();
}
