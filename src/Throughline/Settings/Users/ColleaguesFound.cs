using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Security;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Users;

/// <summary>Lets whoever manages colleagues find them by the search of the whole house.</summary>
public sealed class ColleaguesFound(ThroughlineDb db, IStringLocalizer<Words> words) : ISearchSource
{
    public string Group => words["Colleagues"];
    public int Order => 600;
    public string? Permission => SecurityPermissions.ManageUsers;

    public async Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct)
    {
        var part = SqlText.Containing(text);
        return [.. (await db.Users.AsNoTracking()
            .Where(u => EF.Functions.Like(u.Name, part, SqlText.Escape) || EF.Functions.Like(u.Email!, part, SqlText.Escape))
            .OrderBy(u => u.Name).Take(limit).ToListAsync(ct)).Select(u => new SearchHit(u.Name, u.Email, $"/settings/users/{u.Id}", Person: true))];
    }

    public string? AllOf(string text) => "/settings/users";
}
