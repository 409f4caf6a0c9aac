using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Storage;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Settings.Audit;

/// <summary>Who did what, newest first.</summary>
public sealed class ListAudit(ThroughlineDb db) : IFeature
{
    public const int PageSize = 50, MostAtOnce = 200;
    private const int MostChoices = 200;

    /// <param name="Action">Such as <c>key.revoked</c>.</param>
    /// <param name="By">The id of a colleague, or a name as the log says it.</param>
    /// <param name="From">Inclusive.</param>
    /// <param name="To">Exclusive.</param>
    /// <param name="Before">The <c>next</c> of the page before.</param>
    public sealed record Request(
        string? Action = null, string? By = null, DateTimeOffset? From = null, DateTimeOffset? To = null, long? Before = null, int Limit = PageSize);

    /// <param name="SubjectName">The colleague or key that the subject numbers, if there is one.</param>
    public sealed record Item(
        long Id, DateTimeOffset At, string By, Guid? User, string Action, string Subject, string? SubjectName, JsonElement? Details, string Hash);

    /// <param name="Next">Give it as <c>before</c> for the page that follows; <c>null</c> on the last.</param>
    public sealed record Answer(IReadOnlyList<Item> Items, long? Next);

    public async Task<Answer> List(Request request, CancellationToken ct)
    {
        var size = Math.Clamp(request.Limit, 1, MostAtOnce);
        var rows = await Matching(request).OrderByDescending(e => e.Id).Take(size + 1).ToListAsync(ct);
        AuditEntry[] page = [.. rows.Take(size)];
        var names = await NamesOf(page, ct);
        return new Answer([.. page.Select(e => ToItem(e, names))], rows.Count > size ? page[^1].Id : null);
    }

    /// <summary>What there is to choose from.</summary>
    public async Task<(IReadOnlyList<string> Actions, IReadOnlyList<string> People)> Choices(CancellationToken ct)
    {
        var entries = db.AuditEntries;
        return (await entries.Select(e => e.Action).Distinct().Order().Take(MostChoices).ToListAsync(ct),
            await entries.Select(e => e.By).Distinct().Order().Take(MostChoices).ToListAsync(ct));
    }

    private IQueryable<AuditEntry> Matching(Request request)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (request.Action is { Length: > 0 } action) entries = entries.Where(e => e.Action == action);
        if (Guid.TryParse(request.By, out var user)) entries = entries.Where(e => e.UserId == user);
        else if (request.By is { Length: > 0 } by) entries = entries.Where(e => e.By == by);
        if (request.From is { } from) entries = entries.Where(e => e.At >= from);
        if (request.To is { } to) entries = entries.Where(e => e.At < to);
        return request.Before is { } before ? entries.Where(e => e.Id < before) : entries;
    }

    private async Task<Dictionary<string, string>> NamesOf(IEnumerable<AuditEntry> page, CancellationToken ct)
    {
        var numbered = page.Select(e => e.Subject.Split(':', 2))
            .Where(parts => parts.Length == 2 && Guid.TryParse(parts[1], out _))
            .ToLookup(parts => parts[0], parts => Guid.Parse(parts[1]));
        Guid[] users = [.. numbered["user"].Distinct()];
        KeyId[] keyIds = [.. numbered["key"].Distinct().Select(KeyId.From)];
        var (keys, names) = (db.Keys, new Dictionary<string, string>());
        foreach (var user in await db.Users.Where(u => users.Contains(u.Id)).Select(u => new { u.Id, u.Name }).ToListAsync(ct))
            names[$"user:{user.Id}"] = user.Name;
        foreach (var key in await keys.Where(k => keyIds.Contains(k.Id)).Select(k => new { k.Id, k.Name }).ToListAsync(ct))
            names[$"key:{key.Id.Value}"] = key.Name;
        return names;
    }

    private static Item ToItem(AuditEntry entry, Dictionary<string, string> names) => new(
        entry.Id, entry.At, entry.By, entry.UserId, entry.Action, entry.Subject, names.GetValueOrDefault(entry.Subject),
        entry.Details is null ? null : JsonElement.Parse(entry.Details), Convert.ToHexStringLower(entry.Hash));

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/audit",
            (ListAudit feature, string? action, string? by, GivenInstant? from, GivenInstant? to, long? before, int? limit, CancellationToken ct) =>
                feature.List(new(action, by, from?.At, to?.At, before, limit ?? PageSize), ct))
        .RequirePermission(SecurityPermissions.ReadAudit).WithTags("Audit")
        .WithSummary("Who did what, newest first; each entry carries the hash that the next one continues").Produces<Answer>();
}
