namespace Throughline.Platform.Ui;

/// <summary>A page among the tabs of a room. It may belong to another room: touchpoints stand among the journeys.</summary>
/// <param name="Of">The key of the menu entry under which it stands.</param>
/// <param name="Title">What a person reads.</param>
/// <param name="Href">Where it leads; pages below this address belong to the tab, unless another tab names them closer.</param>
/// <param name="Order">Lower comes first.</param>
/// <param name="Permission">Without it the tab is not shown.</param>
/// <param name="Also">Other addresses whose pages belong to the tab.</param>
public sealed record PageTab(string Of, [Said] string Title, string Href, int Order, string Permission, IReadOnlyList<string>? Also = null)
{
    /// <summary>How closely the tab names a page: the length of the address above it, or 0.</summary>
    public int Fit(string path) => (Also ?? [])
        .Prepend(Href)
        .Where(href => path == href || path.StartsWith(href + "/", StringComparison.Ordinal))
        .Select(href => href.Length)
        .DefaultIfEmpty()
        .Max();

    /// <summary>The one of these tabs to which a page belongs; null when to none.</summary>
    public static PageTab? At(string path, IEnumerable<PageTab> tabs) => tabs.Where(tab => tab.Fit(path) > 0).MaxBy(tab => tab.Fit(path));

    /// <summary>What this viewer sees of the tabs of a room, in order.</summary>
    public static IReadOnlyList<PageTab> For(Viewer viewer, string of, IEnumerable<PageTab> all) =>
        [.. all.Where(tab => tab.Of == of && viewer.May(tab.Permission)).OrderBy(tab => tab.Order)];
}
