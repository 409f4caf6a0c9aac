using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Projections;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Customers.Joining;

/// <summary>Interactions in one line each, and what the tables make of them.</summary>
internal static class Told
{
    private static int _number;

    /// <param name="identities">Such as <c>userId:anna email:anna@example.com</c>.</param>
    public static Interaction Identify(
        string identities, string traits = "{}", int day = 1, string channel = "server", InteractionKind kind = InteractionKind.Identify)
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).ToMicroseconds();
        return new Interaction
        {
            Kind = kind,
            Event = kind == InteractionKind.Track ? "Visit" : "",
            MessageId = $"told-{Interlocked.Increment(ref _number)}",
            Identities = [.. identities.Split(' ').Select(text => Identity.Parse(text)!.Value)],
            Channel = channel,
            Source = "test",
            ReceivedAt = at,
            At = at,
            Body = Encoding.UTF8.GetBytes($$"""{"traits":{{traits}}}"""),
        };
    }

    public static Interaction Track(string identities, int day = 1, string channel = "server") =>
        Identify(identities, "{}", day, channel, InteractionKind.Track);

    public static async Task<CustomerView> Customer(this TestHost host, string identity, CancellationToken ct) =>
        Assert.Single(Assert.IsType<SearchCustomers.Found>(
            await host.With<SearchCustomers, SearchCustomers.Outcome>(f => f.Search(new(Identity: identity), ct))).Items);

    public static async Task<string> IdOf(this TestHost host, string identity, CancellationToken ct) => (await host.Customer(identity, ct)).Id;

    public static IEnumerable<string> Names(this CustomerView customer) => customer.Identities.Select(i => $"{i.Kind}:{i.Value}").Order();

    public static string? Trait(this CustomerView customer, string name) => customer.Traits.TryGetValue(name, out var value) ? value.GetString() : null;

    public static async Task Rebuild(this TestHost host, CancellationToken ct)
    {
        var projections = host.App.Services.GetRequiredService<ProjectionRunner>();
        projections.Rebuild("customers");
        await projections.WaitFor(host.Journal.Head, ct);
    }

    /// <summary>Everything the projection has written, but for numbers that mean nothing.</summary>
    public static string Tables(this TestHost host)
    {
        using var connection = new SqliteConnection($"Data Source={host.App.Services.GetRequiredService<DataFolder>().Database};Mode=ReadOnly;Pooling=false");
        connection.Open();
        var text = new StringBuilder();
        foreach (var sql in (string[])
        [
            "select 'customer', id, name, is_known, first_seen, last_seen from customers_customers order by id",
            "select 'identity', id, customer_id, is_shared, why, evidence from customers_identities order by id",
            "select 'trait', customer_id, name, value, at, evidence, identity_id from customers_traits order by 2, 3",
            "select 'overlaid', identity_id, name, value, at, evidence, once from customers_overlaid order by 2, 3",
            "select 'alias', id, customer_id from customers_aliases order by id",
            "select 'suggestion', customer_id, other_id, why, evidence, coalesce(decision_id, 0) from customers_suggestions order by 2, 3",
            "select 'link', identity_id, other_id, why, evidence, coalesce(decision_id, 0), coalesce(retracted_by, 0) from customers_links "
                + "order by 2, 3, 5, 6, 7",
            "select 'found', rowid from customers_search order by rowid",
        ])
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this test.
            command.CommandText = sql;
#pragma warning restore CA2100
            using var rows = command.ExecuteReader();
            while (rows.Read()) text.AppendJoin(' ', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i))).AppendLine();
        }
        return text.ToString();
    }
}
