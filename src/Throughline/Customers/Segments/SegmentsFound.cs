using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Segments;

/// <summary>Lets the search of the whole house find segments by name.</summary>
public sealed class SegmentsFound(ThroughlineDb db, IStringLocalizer<Words> words) : ISearchSource
{
    public string Group => words["Segments"];
    public int Order => 300;
    public string? Permission => SegmentPermissions.Read;

    public async Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct)
    {
        var (segments, part) = (db.Segments, SqlText.Containing(text));
        return [.. (await segments.AsNoTracking().Where(s => EF.Functions.Like(s.Name, part, SqlText.Escape)).OrderBy(s => s.Name).Take(limit)
            .ToListAsync(ct)).Select(s => new SearchHit(s.Name, null, $"/customers/segments/{s.Key}", Icon: "users-group"))];
    }

    public string? AllOf(string text) => "/customers/segments";
}
