using System.Reflection;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Outbox;
using Throughline.Platform.Projections;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Server;

/// <summary>Whether the process lives, how far everything has come, whether all is as it was written, and building a view again.</summary>
public sealed class StatusRoutes : IFeature
{
    /// <summary>For example <c>0.1.0</c>.</summary>
    public static string Version { get; } = typeof(StatusRoutes).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion
        .Split('+')[0];

    /// <param name="Deliveries">Facts on their way from room to room and into the journal.</param>
    /// <param name="Jobs">Those that run, are stopped, or fail.</param>
    public sealed record Status(
        string Version,
        JournalStatus Journal,
        IReadOnlyList<ProjectionStatus> Projections,
        long SetAside,
        ShowDeliveries.Answer Deliveries,
        IReadOnlyList<SteerJobs.Line> Jobs);

    public sealed record JournalStatus(long Position, long Count);

    public sealed record Findings(bool Sound, IReadOnlyList<string> Problems);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/healthz", () => Results.Text("ok"))
            .Public("a load balancer asks before anybody is signed in; it tells nothing")
            .DisableRateLimiting()
            .ExcludeFromDescription();
        routes
            .MapGet("/api/status", Read)
            .RequirePermission(StatusPermissions.ReadStatus)
            .WithTags("Status")
            .WithSummary("Version, journal, projections with their lag in interactions, set-aside items, pending deliveries and jobs")
            .Produces<Status>();
        routes.MapGet("/api/verify", (IJournal journal, ProjectionRunner projections, CheckAudit audit, DataFolder folder, CancellationToken ct) =>
            Verify(journal, projections, audit, folder, ct))
            .RequirePermission(StatusPermissions.Maintain).WithTags("Status")
            .WithSummary("Verifies all stored data and lists what is damaged").Produces<Findings>();
    }

    private static async Task<Status> Read(IJournal journal, ProjectionRunner projections, ShowDeliveries deliveries, SteerJobs jobs, CancellationToken ct) =>
        new(Version, new JournalStatus(journal.Head, journal.Count), projections.Status(), journal.SetAside.Count(), await deliveries.Show(ct),
            await jobs.Show(ct));

    private static async Task<Findings> Verify(
        IJournal journal, ProjectionRunner projections, CheckAudit audit, DataFolder folder, CancellationToken ct)
    {
        List<string> problems = [.. await DatabaseCheck.Run(folder, ct), .. journal.Verify(ct)];
        try
        {
            await Compare(problems, journal, projections, audit, ct);
        }
        catch (SqliteException e)
        {
            problems.Add($"a database cannot be read to its end: {e.Message}");
        }
        return new Findings(problems.Count == 0, problems);
    }

    private static async Task Compare(List<string> problems, IJournal journal, ProjectionRunner projections, CheckAudit audit, CancellationToken ct)
    {
        problems.AddRange(await projections.Verify(ct));
        problems.AddRange(projections
            .Status()
            .Where(p => p.Position > journal.Head)
            .Select(p => $"projection {p.Name} stands at {p.Position}, beyond the journal's end {journal.Head}; run: throughline rebuild {p.Name}"));
        if (await audit.FirstBreak(ct) is { } broken) problems.Add(broken);
    }
}
