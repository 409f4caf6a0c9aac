using Microsoft.EntityFrameworkCore;
using Throughline.Data.Webhooks.Mapping;
using Throughline.Data.Webhooks.Receiving;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Data.Webhooks;

/// <summary>Shows the webhooks, by name, and what came by each; never their secrets.</summary>
public sealed class ListWebhooks(ThroughlineDb db, OpenDoors open) : IFeature
{
    /// <param name="Address">Where the other system posts to, on this server.</param>
    /// <param name="HasSecret">False when it cannot be read with this master key, and must be replaced.</param>
    public sealed record Line(
        string Key, string Name, string Address, string Authentication, string? SignatureHeader, string? SignaturePrefix,
        string? SignedText, string? TimestampHeader, bool HasVerifyToken, WebhookMapping Mapping,
        bool HasSecret, DateTimeOffset AddedAt, DateTimeOffset? LastArrivalAt, long Accepted, long Repeated, long SetAside);

    public async Task<IReadOnlyList<Line>> List(CancellationToken ct)
    {
        await open.SaveTallies(db, ct);
        var doors = db.Webhooks;
        return [.. (await doors.AsNoTracking().OrderBy(d => d.Name).ThenBy(d => d.Key).Take(SaveWebhook.MostDoors).ToListAsync(ct)).Select(ToLine)];
    }

    /// <summary>Null when there is no such webhook.</summary>
    public async Task<Line?> Show(string key, CancellationToken ct)
    {
        await open.SaveTallies(db, ct);
        var doors = db.Webhooks;
        return await doors.AsNoTracking().FirstOrDefaultAsync(d => d.Key == key, ct) is { } door ? ToLine(door) : null;
    }

    /// <summary>The newest body that arrived since the server started; null when none did, or it was too large to keep.</summary>
    public string? Sample(string key) => open.Find(key)?.Tally.Sample is { } sample ? System.Text.Encoding.UTF8.GetString(sample) : null;

    private Line ToLine(WebhookDoor d) => new(
        d.Key, d.Name, "/hooks/" + d.Key, d.Authentication.NameOf(), d.SignatureHeader, d.SignaturePrefix, d.SignedText, d.TimestampHeader,
        d.VerifyToken is not null, d.ReadMapping(),
        open.Find(d.Key)?.Proof.Secret is not null, d.AddedAt, d.LastArrivalAt, d.Accepted, d.Repeated, d.SetAside);

    internal static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "no_such_webhook", "There is no such webhook. List the webhooks to "
        + "find the right one.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/webhooks", async (ListWebhooks feature, CancellationToken ct) => new { items = await feature.List(ct) })
            .RequirePermission(DataPermissions.ManageDoors).WithTags("Webhooks").WithSummary("The webhooks and what each received, without their secrets");
        api.MapGet("/api/webhooks/{key}", async (string key, ListWebhooks feature, CancellationToken ct) => await feature.Show(key, ct) is { } line
            ? Results.Ok(line)
            : NotFound())
            .RequirePermission(DataPermissions.ManageDoors).WithTags("Webhooks").WithSummary("One webhook").Produces<Line>();
    }
}
