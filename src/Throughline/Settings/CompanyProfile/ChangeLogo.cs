using Microsoft.EntityFrameworkCore;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Settings.CompanyProfile;

/// <summary>Puts a picture beside the company's name, or takes it away.</summary>
public sealed class ChangeLogo(ThroughlineDb db, CompanyCard card) : IFeature
{
    public abstract record Outcome;
    public sealed record Changed : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    public async Task<Outcome> Set(byte[] bytes, Actor by, CancellationToken ct)
    {
        if (LogoFile.Read(bytes) is not { Logo: { } logo } read) return new Refused([new("logo", LogoFile.Read(bytes).Why)]);
        var logos = db.CompanyLogos;
        if (await logos.SingleOrDefaultAsync(ct) is { } old) (old.Type, old.Bytes, old.Hash) = (logo.Type, logo.Bytes, logo.Hash);
        else logos.Add(read.Logo);
        db.Audit(by, "company.logo-set", "company:1", new { logo.Type, bytes = logo.Bytes.Length, logo.Hash });
        await db.SaveChangesAsync(ct);
        card.Forget();
        return new Changed();
    }

    public async Task Remove(Actor by, CancellationToken ct)
    {
        var logos = db.CompanyLogos;
        if (await logos.SingleOrDefaultAsync(ct) is not { } old) return;
        logos.Remove(old);
        db.Audit(by, "company.logo-removed", "company:1");
        await db.SaveChangesAsync(ct);
        card.Forget();
    }

    /// <summary>What was sent, read no further than a logo may be long.</summary>
    public static async Task<byte[]> Read(Stream content, CancellationToken ct)
    {
        var buffer = new byte[LogoFile.MostBytes + 1];
        return buffer[..await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct)];
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/api/company/logo", async (HttpRequest request, ChangeLogo feature, ShowCompany show, CancellationToken ct) =>
            await feature.Set(await Read(request.Body, ct), Actor.Of(request.HttpContext.User), ct) switch
            {
                Changed => Results.Ok(await show.Show(ct)),
                Refused refused => Problems.Of(refused.Faults),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            }).RequirePermission(CompanyPermissions.Manage).WithTags("Company")
                .WithSummary("Sets the logo: the body is a PNG, JPEG, WebP or SVG image").Produces<ShowCompany.Answer>();
        api.MapDelete("/api/company/logo", async (ChangeLogo feature, HttpContext http, CancellationToken ct) =>
        {
            await feature.Remove(Actor.Of(http.User), ct);
            return Results.NoContent();
        }).RequirePermission(CompanyPermissions.Manage).WithTags("Company").WithSummary("Removes the logo");
    }
}
