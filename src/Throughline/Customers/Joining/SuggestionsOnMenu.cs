using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Joining;

/// <summary>On the menu, beside Customers: how many possible duplicates wait for a decision.</summary>
public sealed class SuggestionsOnMenu(ThroughlineDb db) : ICountOnMenu
{
    private const int Many = 1_000;

    public string Entry => "customers";

    public string Permission => CustomersPermissions.Merge;

    public Task<int> Count(CancellationToken ct) => db.MergeSuggestions.Where(s => s.DecisionId == null).Take(Many).CountAsync(ct);
}
