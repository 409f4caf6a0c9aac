using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Data.Tracking;
using Throughline.Data.Webhooks.Mapping;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Data.Webhooks;

/// <summary>Shows what a body would become under a mapping. Nothing is stored.</summary>
public sealed class PreviewWebhook : IFeature
{
    public const int MostShown = 3;

    private const string NoKey = "new";

    public sealed record Request(WebhookMapping? Mapping, JsonElement Body, string? Key = null);

    /// <param name="Properties">As they would be kept.</param>
    public sealed record Item(
        string Event, DateTimeOffset At, bool HasTime, string Channel, IReadOnlyList<string> Identities, string MessageId, JsonElement Properties);

    public sealed record Aside(int Index, string Code, string Message);

    public abstract record Outcome;

    /// <param name="Items">The first of them.</param>
    public sealed record Shown(int Accepted, IReadOnlyList<Item> Items, IReadOnlyList<Aside> SetAside) : Outcome;

    public sealed record Refused(string Code, string Why) : Outcome;
    public sealed record NotAMapping(IReadOnlyList<Fault> Faults) : Outcome;

    public static Outcome Preview(WebhookMapping mapping, string? key, string body, DateTimeOffset now)
    {
        var (compiled, faults) = CompiledMapping.Of(mapping);
        if (faults.Count > 0) return new NotAMapping(faults);
        try
        {
            using var json = WebhookBody.Read(Encoding.UTF8.GetBytes(body), null);
            var read = new WebhookReader(string.IsNullOrWhiteSpace(key) ? NoKey : key, compiled, now.ToMicroseconds()).Read(json.RootElement);
            return new Shown(read.Batch.Interactions.Count, [.. read.Batch.Interactions.Take(MostShown).Select(ToItem)],
                [.. read.SetAside.Take(MostShown).Select(a => new Aside(a.Index, a.Item.Code, a.Item.Message))]);
        }
        catch (SegmentRefusal refusal)
        {
            return new Refused(refusal.Code, refusal.Message);
        }
    }

    private static Item ToItem(Interaction i) => new(
        i.Event, Instants.FromMicroseconds(i.At), i.HappenedAt is not null, i.Channel,
        [.. i.Identities.Select(identity => identity.ToString())], i.MessageId,
        JsonElement.Parse(i.Body.Span).GetProperty("properties"));

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/webhooks/preview", (Request request, TimeProvider clock) => Preview(
            request.Mapping ?? new WebhookMapping(), request.Key, request.Body.ToString(), clock.GetUtcNow()) switch
        {
            Shown shown => Results.Ok(shown),
            Refused refused => Problems.Of(StatusCodes.Status422UnprocessableEntity, refused.Code, refused.Why),
            NotAMapping not => Problems.Of(not.Faults),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        })
        .RequirePermission(DataPermissions.ManageDoors).WithTags("Webhooks")
        .WithSummary("Previews the result of a mapping; nothing is stored").Produces<Shown>();
}
