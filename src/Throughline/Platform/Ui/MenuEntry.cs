namespace Throughline.Platform.Ui;

/// <summary>One room on the rail. Rooms register theirs in the container; the shell shows those the viewer may open.</summary>
/// <param name="Key">What a page names to be marked as the current room, for example <c>journeys</c>.</param>
/// <param name="Title">What a person reads.</param>
/// <param name="Icon">The name of one of Tabler’s outline icons.</param>
/// <param name="Href">Where the entry leads; pages below this address belong to the room.</param>
/// <param name="Order">Lower comes first.</param>
/// <param name="Permission">Without it the entry is not shown.</param>
/// <param name="GoTo">The letter that follows <c>g</c> on the keyboard.</param>
/// <param name="Group">Under which heading it stands.</param>
/// <param name="OrPermission">Another permission that shows the entry too.</param>
/// <param name="Also">Other addresses whose pages belong to the room.</param>
public sealed record MenuEntry(
    string Key, [Said] string Title, string Icon, string Href, int Order, string? Permission = null, char? GoTo = null, MenuGroup Group = MenuGroup.Top,
    string? OrPermission = null, IReadOnlyList<string>? Also = null)
{
    /// <summary>True when a page at this path belongs to the room.</summary>
    public bool Holds(string path) => IsBelow(Href, path) || Also?.Any(other => IsBelow(other, path)) == true;

    /// <summary>What this viewer sees of the rail, in order.</summary>
    public static IReadOnlyList<MenuEntry> For(Viewer viewer, IEnumerable<MenuEntry> all) =>
        [.. all.Where(entry => entry.Permission is not { } needed || viewer.May(needed) || (entry.OrPermission is { } other && viewer.May(other)))
            .OrderBy(entry => entry.Group)
            .ThenBy(entry => entry.Order)
            .ThenBy(entry => entry.Title, StringComparer.Ordinal)];

    private static bool IsBelow(string href, string path) =>
        path == href || (href == "/" ? path.Length == 0 : path.StartsWith(href + "/", StringComparison.Ordinal));
}
