using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Named;

/// <summary>Lets the search of the whole house find named journeys, by name and by the customer's goal.</summary>
public sealed class NamedFound(ThroughlineDb db, IStringLocalizer<Words> words) : ISearchSource
{
    public string Group => words["Named journeys"];
    public int Order => 400;
    public string? Permission => JourneysPermissions.Read;

    public async Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct)
    {
        var (named, part) = (db.NamedJourneys, SqlText.Containing(text));
        return [.. (await named.AsNoTracking()
            .Where(j => EF.Functions.Like(j.Name, part, SqlText.Escape) || EF.Functions.Like(j.Goal, part, SqlText.Escape))
            .OrderBy(j => j.Name).Take(limit).ToListAsync(ct)).Select(j => new SearchHit(j.Name, j.Goal, $"/journeys/named/{j.Key}", Icon: "route"))];
    }

    public string? AllOf(string text) => "/journeys/named";
}
