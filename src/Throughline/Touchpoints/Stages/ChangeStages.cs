using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Undo;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Stages;

/// <summary>Renames, orders, adds and removes stages, and says how customers move through them.</summary>
public sealed partial class ChangeStages(ThroughlineDb db, TouchpointsNow now, KeepForUndo undo) : IFeature
{
    public const int MostStages = 12, LongestDays = 3_650;

    /// <param name="Stages">All of them, in order, without service and the one of those who left; one that is missing is removed.</param>
    /// <param name="Version">The version that was read; null: whatever is there is replaced.</param>
    /// <param name="Defected">A new name for the stage of those who left; null leaves it.</param>
    /// <param name="Service">A new name for the lane that moves nobody; null leaves it.</param>
    public sealed record Request(
        IReadOnlyList<ShowStages.Line>? Stages,
        string? BoughtFrom,
        int? SettleDays,
        int? SilenceDays,
        string? ValueEvent = null,
        ShowStages.Line? Defected = null,
        int? Version = null,
        ShowStages.Line? Service = null);

    public abstract record Outcome;
    public sealed record Changed(Guid Undo) : Outcome;
    public sealed record Refused(string Code, IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has saved them since this version was read.</summary>
    public sealed record Overtaken(int Version) : Outcome;

    public async Task<Outcome> Change(Request request, Actor by, CancellationToken ct)
    {
        if (FaultsIn(request) is [var (code, _), ..] faults) return new Refused(code, [.. faults.Select(f => f.Fault)]);
        var (stages, touchpoints, settingsSet) = (db.Stages, db.Touchpoints, db.StageSettings);
        var wanted = request.Stages!;
        var settings = await settingsSet.SingleAsync(ct);
        if (request.Version is { } read && read != settings.Edition) return new Overtaken(settings.Edition);
        var known = await stages.ToListAsync(ct);
        var gone = known.Where(s => !s.IsBuiltIn && wanted.All(w => w.Key != s.Key)).ToList();
        var goneKeys = gone.Select(s => s.Key).ToList();
        var homeless = await touchpoints.Where(t => goneKeys.Contains(t.Stage)).OrderBy(t => t.Place).Select(t => t.Name).ToListAsync(ct);
        if (homeless.Count > 0) return new Refused("stage_in_use", [new("stages",
            $"Move these touchpoints to another stage first: {string.Join(", ", homeless.Take(5))}"
                + $"{(homeless.Count > 5 ? $" and {homeless.Count - 5} more" : "")}.")]);
        db.RemoveRange(gone);
        Put(wanted, known);
        PutBuiltIn(Stage.Service, wanted.Count, request.Service?.Name, known);
        PutBuiltIn(Stage.Defected, wanted.Count + 1, request.Defected?.Name, known);
        settings.Edition++;
        settings.BoughtFrom = request.BoughtFrom!;
        settings.SettleDays = request.SettleDays!.Value;
        settings.SilenceDays = request.SilenceDays;
        if (!string.IsNullOrWhiteSpace(request.ValueEvent)) settings.ValueEvent = request.ValueEvent.Trim();
        var kept = undo.Keep(by, "stages.changed", "stages:all", TouchpointsPermissions.Write,
            "Saved. Customers’ stages now follow these rules, for all history.", "", "/touchpoints/stages");
        db.Audit(by, "stages.changed", "stages:all",
            new { order = wanted.Select(w => w.Key), settings.BoughtFrom, settings.SettleDays, settings.SilenceDays, settings.ValueEvent });
        try
        {
            var reassigns = gone.Count > 0 || wanted.Any(w => known.All(k => k.Key != w.Key));
            return await now.Save(db, reassigns, ct) ? new Changed(kept) : new Overtaken(settings.Edition);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(settings.Edition);
        }
    }

    private void Put(IReadOnlyList<ShowStages.Line> wanted, List<Stage> known)
    {
        foreach (var (place, line) in wanted.Index())
        {
            if (known.Find(s => s.Key == line.Key) is { } stage) (stage.Place, stage.Name) = (place, line.Name.Trim());
            else db.Add(new Stage { Key = line.Key, Name = line.Name.Trim(), Place = place });
        }
    }

    private static void PutBuiltIn(string key, int place, string? name, List<Stage> known)
    {
        var stage = known.Single(s => s.Key == key);
        (stage.Place, stage.Name) = (place, string.IsNullOrWhiteSpace(name) ? stage.Name : name.Trim());
    }

    private static List<(string Code, Fault Fault)> FaultsIn(Request request)
    {
        List<(string, Fault)> faults = [];
        var wanted = request.Stages ?? [];
        if (wanted.Count is < 2 or > MostStages) faults.Add((
            "invalid", new("stages", $"Keep 2 to {MostStages} stages, besides Service and Left.")));
        foreach (var line in wanted)
        {
            if (line?.Key is null || !KeyPattern().IsMatch(line.Key) || line.Key is Stage.Defected or Stage.Service) faults.Add(("bad_key", new("stages",
                $"\"{line?.Key}\" is not a valid stage key. Use lowercase letters, digits and hyphens; {Stage.Service} and {Stage.Defected} are reserved.")));
            if (string.IsNullOrWhiteSpace(line?.Name) || line.Name.Length > Touchpoint.LongestName)
                faults.Add(("invalid", new("stages", "Enter a name for each stage.")));
        }
        if (wanted.Where(l => l is not null).CountBy(l => l.Key).Any(pair => pair.Value > 1))
            faults.Add(("invalid", new("stages", "Two stages have the same key.")));
        if (wanted.All(l => l?.Key != request.BoughtFrom)) faults.Add(("unknown_stage", new(
            "boughtFrom", $"There is no stage \"{request.BoughtFrom}\". Choose the stage from which customers have bought.")));
        if (request.SettleDays is not (>= 0 and <= LongestDays)) faults.Add(("invalid", new("settleDays", $"Enter 0 to {LongestDays} days.")));
        if (request.SilenceDays is < 1 or > LongestDays)
            faults.Add(("invalid", new("silenceDays", $"Enter 1 to {LongestDays} days, or leave it empty if inactivity never counts.")));
        if (request.ValueEvent?.Length > 200) faults.Add(("invalid", new("valueEvent", "An event name can have at most 200 characters.")));
        return faults;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/stages", async (Request request, ChangeStages feature, ShowStages show, HttpContext http, CancellationToken ct) =>
            await feature.Change(request, Actor.Of(http.User), ct) switch
            {
                Changed changed => UndoAct.Told(http, changed.Undo, Results.Ok(show.Show())),
                Refused refused => Problems.Of(refused.Faults, refused.Code),
                Overtaken overtaken => Overtaking.Problem(overtaken.Version),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(TouchpointsPermissions.Write).WithTags("Touchpoints")
        .WithSummary("Edits the stages and how customers move through them").Produces<ShowStages.Shown>();

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$")]
    private static partial Regex KeyPattern();
}
