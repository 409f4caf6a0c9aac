using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Throughline.Platform.Ui.Gallery;

namespace Throughline.Platform.Ui;

/// <summary>Puts the frame, the bundle and the components to work.</summary>
public static class UiSetup
{
    /// <summary>The most entries that a list in a form may have, so that a form of two hundred rules can be sent with as many to be added.</summary>
    private const int LongestList = 400;

    /// <summary>The header in which pages send the antiforgery token.</summary>
    public const string CsrfHeader = "X-CSRF-TOKEN";

    /// <summary>
    /// Registers what layouts and components need. The caller registers a scoped <see cref="Viewer"/>; rooms register their
    /// <see cref="MenuEntry"/> as singletons.
    /// </summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddLanguages();
        services.AddRazorComponents(forms => forms.MaxFormMappingCollectionSize = LongestList);
        services.AddAntiforgery(options => options.HeaderName = CsrfHeader);
        services.AddSingleton(_ => new WebAssets(WebAssets.FolderBesideProgram));
        services.AddResponseCompression(answers =>
        {
            // The token against forged requests is masked anew in each page, so that its length under compression tells nothing.
            answers.EnableForHttps = true;
            answers.MimeTypes = ["text/html", "application/json", "application/problem+json", "text/csv", "text/plain"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        return services;
    }

    /// <summary>Serves the bundle and gives errors a page with a way forward. Comes before anything that asks who is calling.</summary>
    public static WebApplication UseUi(this WebApplication app)
    {
        // What clients of the tracking API are told is shorter than what packing it would cost.
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase), pages => pages.UseResponseCompression());
        app.UseMiddleware<ServeWebAssets>();
        app.UseMiddleware<ShowErrorPage>();
        return app;
    }

    /// <summary>Maps every page of the product, and in Development and Testing the gallery.</summary>
    /// <returns>The endpoints of the gallery, for the caller to mark as it marks its own; empty elsewhere.</returns>
    public static RouteGroupBuilder MapUi(this WebApplication app)
    {
        app.MapRazorComponents<Pages>();
        var gallery = app.MapGroup("/_gallery");
        if (!app.Environment.IsDevelopment() && !app.Environment.IsEnvironment("Testing")) return gallery;

        MapGallery.Map(gallery);
        return gallery;
    }
}
