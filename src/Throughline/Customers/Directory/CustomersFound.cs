using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Ui;

namespace Throughline.Customers.Directory;

/// <summary>Lets the search of the whole house find customers.</summary>
public sealed class CustomersFound(SearchCustomers search, IStringLocalizer<Words> words) : ISearchSource
{
    public string Group => words["Customers"];
    public int Order => 100;
    public string? Permission => CustomersPermissions.Read;

    public async Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct)
    {
        if (await search.Search(new SearchCustomers.Request(Q: text, Limit: limit), ct) is not SearchCustomers.Found found) return [];
        return [.. found.Items
            .Take(limit)
            .Select(c => new SearchHit(c.Name.NullIfBlank() ?? words["Visitor {0}", c.Id], WaysOf(c), $"/customers/{c.Id}", Person: true))];
    }

    public string? AllOf(string text) => $"/customers?q={Uri.EscapeDataString(text)}";

    private static string? WaysOf(CustomerView customer) =>
        string.Join(
            " · ", customer.Identities.Where(i => i.Kind != Identity.AnonymousId && i.Value != customer.Name).Take(3).Select(i => i.Value)).NullIfBlank();
}
