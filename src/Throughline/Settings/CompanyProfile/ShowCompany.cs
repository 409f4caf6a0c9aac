using Microsoft.EntityFrameworkCore;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Settings.CompanyProfile;

/// <summary>What the company says of itself.</summary>
public sealed class ShowCompany(ThroughlineDb db, HomeCountry home) : IFeature
{
    /// <param name="Accent">Of pages for customers, as <c>#rrggbb</c>; null: the one that Throughline came with.</param>
    /// <param name="Contrast">How well the accent is read; 4.5 is the least for text.</param>
    /// <param name="Currency">ISO 4217, of amounts that name none.</param>
    /// <param name="FirstDayOfWeek">monday to sunday; weeks that are counted begin on Monday.</param>
    /// <param name="Country">ISO 3166; where nobody said, what the server's settings say.</param>
    /// <param name="Logo">Where it is served.</param>
    /// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
    public sealed record Answer(
        string Name, string TimeZone, string? Accent, Contrast? Contrast, string? Currency, string FirstDayOfWeek, string Language, string? Country,
        string? Logo, int Version);

    public sealed record Contrast(double OnWhite, double OnDark)
    {
        public static Contrast? Of(string? accent) =>
            Colour.Read(accent) is { } colour ? new(Rounded(colour.ContrastTo(Colour.White)), Rounded(colour.ContrastTo(Colour.DarkGround))) : null;

        private static double Rounded(double ratio) => Math.Floor(ratio * 100) / 100;
    }

    /// <summary>Null until set-up is finished.</summary>
    public async Task<Answer?> Show(CancellationToken ct)
    {
        var (companies, logos) = (db.Companies, db.CompanyLogos);
        if (await companies.AsNoTracking().SingleOrDefaultAsync(ct) is not { } c) return null;
        var logo = await logos.Select(l => l.Hash).SingleOrDefaultAsync(ct);
        return new Answer(
            c.Name, c.TimeZone, c.Accent, Contrast.Of(c.Accent), c.Currency, NameOf(c.FirstDayOfWeek), c.Language, c.Country ?? home.Configured,
            logo is null ? null : CompanyLogo.UrlOf(logo), c.Version);
    }

    public static string NameOf(DayOfWeek day) => day.ToString().ToLowerInvariant();

    public static IResult NotSetUp() =>
        Problems.Of(StatusCodes.Status409Conflict, "not_set_up", "The company is not set up yet. Open the link printed by the server.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/company", async (ShowCompany feature, CancellationToken ct) =>
            await feature.Show(ct) is { } company ? Results.Ok(company) : NotSetUp())
        .RequirePermission(CompanyPermissions.Read).WithTags("Company").WithSummary("The company’s name, branding and defaults").Produces<Answer>();
}
