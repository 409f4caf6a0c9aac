using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Throughline.Platform.Ui.Gallery;

/// <summary>The addresses of the gallery.</summary>
internal static class MapGallery
{
    public static void Map(RouteGroupBuilder gallery)
    {
        gallery.MapGet("", () => new RazorComponentResult<GalleryPage>());
        gallery.MapGet("/bare", () => new RazorComponentResult<BareGalleryPage>());
        gallery.MapGet("/desk", () => new RazorComponentResult<DeskGalleryPage>());
        gallery.MapGet("/public", () => new RazorComponentResult<PublicGalleryPage>());
        gallery.MapGet("/clock", () => new RazorComponentResult<GalleryClock>());
        gallery.MapPost("/greeting", ([FromForm] string name) => TypedResults.Text($"Good day, {name}."));
    }
}
