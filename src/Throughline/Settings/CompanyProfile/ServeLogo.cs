using Microsoft.EntityFrameworkCore;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Settings.CompanyProfile;

/// <summary>Serves the logo to everybody who sees a page of the company. Opened by itself it may load and run nothing.</summary>
public sealed class ServeLogo(ThroughlineDb db) : IFeature
{
    private Task<CompanyLogo?> Find(CancellationToken ct)
    {
        var logos = db.CompanyLogos;
        return logos.AsNoTracking().SingleOrDefaultAsync(ct);
    }

    public static void Map(IEndpointRouteBuilder pages) => pages
        .MapGet(CompanyLogo.Path, async (ServeLogo feature, HttpContext http, CancellationToken ct) =>
        {
            if (await feature.Find(ct) is not { } logo) return Problems.Of(StatusCodes.Status404NotFound, "no_logo", "No logo has been uploaded.");
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
            headers.CacheControl = http.Request.Query["v"] == logo.Hash ? "public, max-age=31536000, immutable" : "public, no-cache";
            return Results.Bytes(logo.Bytes, logo.Type, entityTag: new($"\"{logo.Hash}\""));
        })
        .Public("Pages for customers show it").ExcludeFromDescription();
}
