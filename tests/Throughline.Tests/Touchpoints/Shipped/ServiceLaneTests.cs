using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Platform.Storage;
using Throughline.Platform.Storage.Migrations;
using Throughline.Tests.Platform.Storage;
using Throughline.Touchpoints.Shipped;

namespace Throughline.Tests.Touchpoints.Shipped;

public sealed class ServiceLaneTests : IDisposable
{
    private readonly TestFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Help_and_trouble_stand_in_service_and_loyalty_holds_what_customers_do_with_what_they_bought()
    {
        var stages = ShippedSet.Touchpoints().ToLookup(t => t.Stage, t => t.Key);

        Assert.Equal(["onboarding", "tutorial", "first-use", "membership", "renewal"], stages["loyalty"]);
        Assert.Subset(stages["service"].ToHashSet(), new HashSet<string> { "call", "chat", "complaint", "delay", "return", "repair" });
        Assert.Subset(stages["purchase"].ToHashSet(), new HashSet<string> { "dispatch", "delivery" });
    }

    [Fact]
    public async Task A_company_from_before_gets_the_lane_and_keeps_what_a_colleague_moved()
    {
        await using var database = await SqliteSettings.Open(folder.File("old.db"), Ct);
        var runner = new MigrationRunner(TimeProvider.System, NullLogger<MigrationRunner>.Instance);
        var all = Migration.Embedded("sqlite").ToList();
        await runner.Run(database, [.. all.Where(m => m is not { Room: "touchpoints", Number: >= 5 })], Ct);
        await using (var old = database.CreateCommand())
        {
            old.CommandText = """
                insert into touchpoints_stages (key, place, name) values ('purchase', 0, 'Purchase'), ('loyalty', 1, 'Loyalty'), ('defected', 2, 'Gone');
                insert into touchpoints_settings (id, version, bought_from, settle_days, value_event) values (1, 7, 'purchase', 30, 'x');
                insert into touchpoints_touchpoints (key, place, name, channel, stage, goal, goal_within_seconds, department, rules)
                select key, 1, key, 'any', stage, 'g', 60, 'Service', '[]' from (
                  select 'call' key, 'loyalty' stage union all select 'chat', 'purchase' union all select 'delivery', 'loyalty'
                  union all select 'first-use', 'loyalty');
                """;
            await old.ExecuteNonQueryAsync(Ct);
        }

        await runner.Run(database, all, Ct);

        Assert.Equal(["purchase 0 Purchase", "loyalty 1 Loyalty", "service 2 Service", "defected 3 Gone"],
            await Read("select key || ' ' || place || ' ' || name from touchpoints_stages order by place"));
        Assert.Equal(["call service", "chat purchase", "delivery purchase", "first-use loyalty"],
            await Read("select key || ' ' || stage from touchpoints_touchpoints order by key"));
        Assert.Equal(["8"], await Read("select cast(version as text) from touchpoints_settings"));

        async Task<List<string>> Read(string sql)
        {
            await using var command = database.CreateCommand();
            command.CommandText = sql;
            await using var rows = await command.ExecuteReaderAsync(Ct);
            var found = new List<string>();
            while (await rows.ReadAsync(Ct)) found.Add(rows.GetString(0));
            return found;
        }
    }
}
