namespace Throughline.Journeys.Map;

/// <summary>How the map is laid out.</summary>
public enum MapLook
{
    /// <summary>What is off its goal stands large, the rest small.</summary>
    Cards,

    /// <summary>All of it small.</summary>
    Compact,

    Table,

    /// <summary>All of it large, without anything to press.</summary>
    Print,
}

/// <summary>The looks of the map, as their address and their title have them.</summary>
public static class MapLooks
{
    [Said]
    public static IReadOnlyList<(MapLook Look, string Key, string Title, string Icon)> All { get; } =
    [
        (MapLook.Cards, "", "Cards", "layout-kanban"), (MapLook.Compact, "compact", "Compact", "list"), (MapLook.Table, "table", "Table", "table"),
        (MapLook.Print, "print", "Print", "printer"),
    ];

    public static MapLook Of(string? key) => All.FirstOrDefault(l => l.Key == key).Look;

    public static string? KeyOf(MapLook look) => All.First(l => l.Look == look).Key is { Length: > 0 } key ? key : null;
}
