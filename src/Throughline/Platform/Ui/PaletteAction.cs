namespace Throughline.Platform.Ui;

/// <summary>Something a person may begin from anywhere, by its name in the search box. Rooms name theirs.</summary>
/// <param name="Title">What a person reads, beginning with what they do: "Import a file".</param>
/// <param name="Icon">The name of one of Tabler’s outline icons.</param>
/// <param name="Href">The page where it is done.</param>
/// <param name="Permission">Without it the action is not offered.</param>
/// <param name="Also">Other words by which it is looked for.</param>
public sealed record PaletteAction([Said] string Title, string Icon, string Href, string Permission, [Said] string? Also = null);
