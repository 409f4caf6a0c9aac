using Microsoft.Extensions.Localization;
using Throughline.Contracts;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Lets the search of the whole house find touchpoints.</summary>
public sealed class TouchpointsFound(ITouchpoints touchpoints, IStringLocalizer<Words> words) : ISearchSource
{
    public string Group => words["Touchpoints"];
    public int Order => 200;
    public string? Permission => TouchpointsPermissions.Read;

    public Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct)
    {
        var book = touchpoints.Now;
        var stages = book.Lanes.ToDictionary(s => s.Key, s => s.Name);
        var found = Matching(book.Touchpoints, text)
            .Take(limit)
            .Select(t => new SearchHit(t.Name, $"{stages.GetValueOrDefault(t.Stage, t.Stage)} · {t.Department}", $"/touchpoints/{t.Key}", Icon: "map-pin"));
        return Task.FromResult<IReadOnlyList<SearchHit>>([.. found]);
    }

    public string? AllOf(string text) => $"/touchpoints?q={Uri.EscapeDataString(text)}";

    /// <summary>Those whose name, goal, owner or key holds the text; those whose name begins with it come first.</summary>
    internal static IEnumerable<TouchpointView> Matching(IEnumerable<TouchpointView> all, string text) => all
        .Where(t => Holds(t.Name, text) || Holds(t.Goal, text) || Holds(t.Department, text) || Holds(t.Person, text) || Holds(t.Key, text))
        .OrderByDescending(t => t.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase)).ThenByDescending(t => Holds(t.Name, text));

    private static bool Holds(string? whole, string text) => whole?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
