using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Throughline.Customers.Directory;
using Throughline.Customers.Timeline;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Undoing;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Tests.Platform.Server;
using static Throughline.Tests.Customers.Joining.Told;

namespace Throughline.Tests.Data.Import;

public sealed class UndoImportTests
{
    private const string People =
        "userId,email,name,plan\nanna,anna@example.com,Anna Berg,gold\nbo,bo@example.com,Bo Lind,blue\ncleo,,Cleo,blue\n,anna@example.com,Anna B.,red\n";

    private static readonly ImportPlan Customers = new("customers");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_company_that_undid_an_import_is_one_that_never_imported_it()
    {
        await using var never = await Company();
        await using var undid = await Company();
        var import = await undid.Import(People, Customers);
        await undid.CatchUp();
        Assert.NotEqual(await Seen(never), await Seen(undid));

        var asked = Assert.IsType<UndoImport.ToConfirm>(await Undo(undid, import.Id, null)).Brought;
        Assert.Equal((4, 3), (asked.Interactions, asked.Customers));
        Assert.Equal(4, asked.Identities); // bo and his address, cleo, Anna's address
        Assert.IsType<UndoImport.ToConfirm>(await Undo(undid, import.Id, 3));
        Assert.IsType<UndoImport.Started>(await Undo(undid, import.Id, 4));
        Assert.Equal("undone", (await undid.EndOfUndo(import.Id)).State);

        Assert.Equal(await Seen(never), await Seen(undid));
        Assert.Equal(never.Journal.Count, undid.Journal.Count);
        Assert.Null(undid.Journal.FindIdentity(new("userId", "bo")));
        Assert.Empty(undid.Journal.Verify(Ct));
        Assert.IsType<UndoImport.NotNow>(await Undo(undid, import.Id, 0));
    }

    [Fact]
    public async Task The_same_file_can_be_imported_again_and_both_are_on_record()
    {
        await using var host = await Company();
        var first = await host.Import(People, Customers);
        await host.CatchUp();
        var before = await Seen(host);
        await Undo(host, first.Id, first.Interactions);
        await host.EndOfUndo(first.Id);
        var again = await host.Import(People, Customers);
        await host.CatchUp();
        Assert.Equal((first.Accepted, 0L), (again.Accepted, again.Repeated));
        Assert.Equal(before.Replace("#", "", StringComparison.Ordinal), await Seen(host));
        await using var db = host.Database();
        var entries = (await db.AuditEntries.OrderBy(e => e.Id).ToListAsync(Ct)).Where(e => e.Subject.StartsWith("import:", StringComparison.Ordinal)).ToList();
        Assert.Equal(["import.ended", "import.undone", "import.ended"], entries.Select(e => e.Action));
        var details = JsonElement.Parse(entries[0].Details!);
        Assert.Equal(("test.csv", 4, "finished"), (
            details.GetProperty("file").GetString(), details.GetProperty("interactions").GetInt32(), details.GetProperty("state").GetString()));
        Assert.Equal("command line", entries[0].By);
    }

    private static async Task<TestHost> Company()
    {
        var host = await TestHost.Start(Ct);
        await host.Tell(Ct, Identify("userId:anna"), Track("userId:anna", day: 3), Identify("userId:dora email:dora@example.com", day: 4));
        return host;
    }

    private static Task<UndoImport.Outcome> Undo(TestHost host, Guid id, long? confirmed) =>
        host.With<UndoImport, UndoImport.Outcome>(f => f.Undo(id, new(confirmed), Actor.Operator, Ct));

    /// <summary>Every customer with their identities, traits and timeline, without the numbers.</summary>
    private static async Task<string> Seen(TestHost host)
    {
        var found = (SearchCustomers.Found)await host.With<SearchCustomers, SearchCustomers.Outcome>(f =>
            f.Search(new SearchCustomers.Request(Limit: 100), Ct));
        var lines = new List<string>();
        foreach (var customer in found.Items)
        {
            var timeline = (ShowTimeline.Shown)await host.With<ShowTimeline, ShowTimeline.Outcome>(f => f.Show(customer.Id, new(), Ct));
            lines.Add(JsonSerializer.Serialize(new
            {
                customer.Name, customer.Traits, who = customer.Identities.OrderBy(i => i.Kind).ThenBy(i => i.Value),
                did = timeline.Items.Select(i => (i.Event, i.Properties.ToString())).Select(i => $"{i.Event} {i.Item2}"),
            }));
        }
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}
