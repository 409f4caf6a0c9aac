using System.Net;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Views;

/// <summary>Saved views that name a customer, in their name or in what they look for.</summary>
public sealed class ViewsThatName(ThroughlineDb db, IEnumerable<INamedList> lists) : IFindMentions
{
    public string Permission => ViewPermissions.Save;

    public async Task<IReadOnlyList<Mention>> Find(NamedPerson person, CancellationToken ct)
    {
        var views = db.SavedViews;
        return [.. (await views.AsNoTracking().OrderBy(v => v.Name).ToListAsync(ct))
            .Where(v => person.IsIn([v.Name, .. Asked(v.Query)]))
            .SelectMany(_ => lists, (view, list) => (View: view, List: list))
            .Where(pair => pair.View.List == pair.List.Key)
            .Select(pair => new Mention("Saved view", pair.View.Name, ViewShown.LinkOf(pair.View, pair.List)))];
    }

    private static IEnumerable<string?> Asked(string query) =>
        query.Split('&').Select(part => WebUtility.UrlDecode(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]));
}
