using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Data.Import;
using Throughline.Data.Import.Plans;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Access;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Data.Import;

/// <summary>Imports files as the page and the command line do, and looks at what came of it.</summary>
internal static class ImportDesk
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static ImportPlan Purchases { get; } = new("purchases");

    public static Task<ShowImports.Line> Import(this TestHost host, string csv, ImportPlan? plan = null, bool dryRun = false) =>
        host.Import(Encoding.UTF8.GetBytes(csv), plan, dryRun);

    public static async Task<ShowImports.Line> Import(this TestHost host, byte[] file, ImportPlan? plan = null, bool dryRun = false)
    {
        var id = await host.Upload(file);
        Assert.IsType<StartImport.Started>(await host.Start(id, plan, dryRun));
        return await host.End(id);
    }

    public static async Task<Guid> Upload(this TestHost host, byte[] file) =>
        Assert.IsType<UploadFile.Uploaded>(
            await host.With<UploadFile, UploadFile.Outcome>(f => f.Upload("test.csv", new MemoryStream(file), null, Ct))).Id.Value;

    public static Task<StartImport.Outcome> Start(this TestHost host, Guid id, ImportPlan? plan, bool dryRun = false) =>
        host.With<StartImport, StartImport.Outcome>(f => f.Start(id, new(plan, dryRun), Actor.Operator, Ct));

    /// <summary>Every view shows what was imported.</summary>
    public static Task CatchUp(this TestHost host) => host.App.Services.GetRequiredService<ProjectionRunner>().WaitFor(host.Journal.Head, Ct);

    public static async Task<ShowImports.Line> EndOfUndo(this TestHost host, Guid id)
    {
        while ((await host.End(id)).State == "undoing") await Task.Delay(10, Ct);
        return await host.End(id);
    }

    public static async Task<ShowImports.Line> End(this TestHost host, Guid id)
    {
        while (true)
        {
            var line = (await host.With<ShowImports, ShowImports.Line?>(f => f.Show(id, Ct)))!;
            if (line.State is not ("waiting" or "running")) return line;
            await Task.Delay(10, Ct);
        }
    }

    public static (long Read, long Accepted, long Repeated, long SetAside) Rows(this ShowImports.Line line) =>
        (line.Read, line.Accepted, line.Repeated, line.SetAside);

    public static IReadOnlyList<JournalEntry> Everything(this TestHost host) => host.Journal.Read(0, 1_000_000);

    public static JsonElement Said(this JournalEntry entry, string part = "properties") => JsonElement.Parse(entry.Body.Span).GetProperty(part);

    public static string Who(this TestHost host, JournalEntry entry) =>
        string.Join(' ', entry.Others.Prepend(entry.Identity).Select(i => host.Journal.Identities([i])[i].ToString()));

    public static DateTimeOffset Time(this JournalEntry entry) => Instants.FromMicroseconds(entry.At);
}
