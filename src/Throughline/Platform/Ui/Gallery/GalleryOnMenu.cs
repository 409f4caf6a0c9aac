using Throughline.Contracts;

namespace Throughline.Platform.Ui.Gallery;

/// <summary>A number beside an entry of the menu, as the gallery shows it; the product has no entry of this key.</summary>
public sealed class GalleryOnMenu : ICountOnMenu
{
    public string Entry => "gallery";

    public string Permission => "gallery";

    public Task<int> Count(CancellationToken ct) => Task.FromResult(28);
}
