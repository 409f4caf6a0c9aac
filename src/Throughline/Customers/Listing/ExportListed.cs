using System.Globalization;
using System.Text;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.JourneyEngine;
using Throughline.Platform.Csv;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Listing;

/// <summary>Writes the customers of a list as a file that spreadsheets read, a page at a time, and puts on record who took it.</summary>
public sealed class ExportListed(ListCustomers list, SearchCustomers search, ThroughlineDb db) : IFeature
{
    private static readonly string[] Kinds = [Identity.UserId, Identity.Email, Identity.Phone];

    public abstract record Outcome;
    public sealed record File(Func<Stream, CancellationToken, Task> Write) : Outcome;
    public sealed record Misasked(string Code, string Why) : Outcome;

    /// <summary>Everybody whom the filters leave.</summary>
    public async Task<Outcome> Export(CustomerFilters asked, Actor by, CancellationToken ct)
    {
        switch (await list.List(asked with { Cursor = null }, 1, ct))
        {
            case ListCustomers.Listed listed: return await Begin(listed.Whom, await list.Count(listed, ct), by, ct);
            case ListCustomers.Misasked not: return new Misasked(not.Code, not.Why);
            case ListCustomers.Later later: return new Misasked("catching_up", later.Why);
            case var other: throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    /// <summary>Those who are ticked.</summary>
    public async Task<Outcome> Export(IEnumerable<string> selected, Actor by, CancellationToken ct)
    {
        var chosen = Chosen(selected);
        return chosen.Count == 0
            ? new Misasked("nobody_selected", Words.Say("Select at least one customer."))
            : await Begin(new SearchCustomers.Request(Within: chosen), chosen.Count, by, ct);
    }

    internal static CustomerSet Chosen(IEnumerable<string> selected) => new(selected.Select(CustomerId.Parse).OfType<CustomerId>().Select(id => id.Value));

    private async Task<Outcome> Begin(SearchCustomers.Request whom, int count, Actor by, CancellationToken ct)
    {
        db.Audit(by, "customers.exported", "customers:list", new { customers = count });
        await db.SaveChangesAsync(ct);
        return new File((to, stop) => Write(whom with { Limit = SearchCustomers.MostAtOnce }, to, stop));
    }

    private async Task Write(SearchCustomers.Request whom, Stream to, CancellationToken ct)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(CsvText.Line(["customer", "name", "stage", .. Kinds, "orders", "spend", "firstSeen", "lastSeen"]).AsMemory(), ct);
        // Whoever is known by exactly the text comes first, and may come again among those whose name has it.
        var first = new HashSet<string>();
        for (var page = whom; page is not null;)
        {
            if (await search.Search(page, ct) is not SearchCustomers.Found found) break;
            var orders = await list.OrdersOf(found.Items, ct);
            foreach (var customer in found.Items)
                if (page.Cursor is null ? first.Add(customer.Id) : !first.Contains(customer.Id))
                    await writer.WriteAsync(Line(customer, orders.GetValueOrDefault(customer.Id)).AsMemory(), ct);
            await writer.FlushAsync(ct);
            page = found.Next is { } next ? page with { Cursor = next } : null;
        }
    }

    private static string Line(CustomerView customer, OrdersOfOne? orders) => CsvText.Line(
    [
        customer.Id, customer.Name, customer.Stage,
        .. Kinds.Select(kind => string.Join(' ', customer.Identities.Where(i => i.Kind == kind).Select(i => i.Value))),
        (orders?.Orders.Count ?? 0).ToString(CultureInfo.InvariantCulture),
        string.Join(" + ", (orders?.Spend ?? []).Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Amount:0.00} {m.Currency}").TrimEnd())),
        At(customer.FirstSeen), At(customer.LastSeen),
    ]);

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static IResult Answer(Outcome outcome, HttpContext http) => outcome switch
    {
        File file => Results.Stream(to => file.Write(to, http.RequestAborted), "text/csv; charset=utf-8", "customers.csv"),
        Misasked not => Problems.Of(StatusCodes.Status400BadRequest, not.Code, not.Why),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/customers.csv", async (ExportListed feature, HttpContext http) =>
                Answer(await feature.Export(CustomerFilters.Of(http.Request.Query), Actor.Of(http.User), http.RequestAborted), http))
            .RequirePermission(SharedPermissions.ExportCustomers).WithTags("Customers")
            .WithSummary("The customers of a list as CSV; takes the filters of GET /api/customers");
        routes.MapPost("/customers.csv", async (IFormCollection form, ExportListed feature, HttpContext http) =>
                Answer(await feature.Export(form["selected"].OfType<string>(), Actor.Of(http.User), http.RequestAborted), http))
            .RequirePermission(SharedPermissions.ExportCustomers).ExcludeFromDescription();
    }
}
