using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Joining;

/// <summary>Tells the home page that there are customers who may be one person.</summary>
public sealed class SuggestionsToLookAt(ThroughlineDb db, IStringLocalizer<Words> words) : IAttentionSource
{
    private const int Many = 1_000;

    public string Permission => CustomersPermissions.Merge;

    public async Task<IReadOnlyList<Attention>> Look(CancellationToken ct)
    {
        var suggestions = db.MergeSuggestions;
        var count = await suggestions.Where(s => s.DecisionId == null).Take(Many).CountAsync(ct);
        if (count == 0) return [];
        var text = count == Many ? $"{Many:N0}+" : $"{count:N0}";
        return [new Attention("duplicates", false,
            count == 1 ? words["Two customers may be duplicates"] : words["{0} pairs of customers may be duplicates", text],
            words["One interaction used both, so we left the decision to you."], "/customers/suggestions", words["Decide"])
            {
                Facts = Attention.About(count),
            }];
    }
}
