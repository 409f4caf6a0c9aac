using Throughline.Platform.Rooms;
using Throughline.Platform.Ui;

namespace Throughline.Search;

/// <summary>One box that finds everything a person may see, in all rooms.</summary>
public sealed class SearchRoom : Room
{
    public override IEnumerable<PageLook> PagesToLookAt => [new("search", "/search?q=anna")];
}
