using Microsoft.EntityFrameworkCore;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Settings.CompanyProfile;

/// <summary>Changes what the company says of itself. Every page follows at once.</summary>
public sealed class ChangeCompany(ThroughlineDb db, CompanyCard card, HomeCountry home) : IFeature
{
    /// <param name="Country">Null or empty: what the server's settings say.</param>
    /// <param name="Version">The version that was read; null: whatever is there is replaced.</param>
    public sealed record Request(
        string? Name, string? TimeZone, string? Accent = null, string? Currency = null, string? FirstDayOfWeek = null, string? Language = null,
        string? Country = null, int? Version = null);

    public abstract record Outcome;
    public sealed record Changed : Outcome;
    public sealed record NotSetUp : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>Somebody else has saved it since this version was read.</summary>
    public sealed record Overtaken(int Version) : Outcome;

    public async Task<Outcome> Change(Request request, Actor by, CancellationToken ct)
    {
        if (CheckCompany.FaultsIn(request) is { Count: > 0 } faults) return new Refused(faults);
        var companies = db.Companies;
        if (await companies.SingleOrDefaultAsync(ct) is not { } company) return new NotSetUp();
        if (request.Version is { } read && read != company.Version) return new Overtaken(company.Version);
        Fill(company, request);
        company.Version++;
        db.Audit(by, "company.changed", "company:1", new
        { company.Name, company.TimeZone, company.Accent, company.Currency, firstDay = company.FirstDayOfWeek.ToString(), company.Language, company.Country,
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(company.Version);
        }
        card.Forget();
        await home.Read(ct);
        return new Changed();
    }

    private void Fill(Company company, Request request)
    {
        company.Name = request.Name!.Trim();
        company.TimeZone = request.TimeZone!;
        company.Accent = request.Accent.NullIfBlank()?.ToLowerInvariant();
        company.Currency = request.Currency.NullIfBlank()?.ToUpperInvariant();
        company.FirstDayOfWeek = CheckCompany.DayOf(request.FirstDayOfWeek)!.Value;
        company.Language = request.Language.NullIfBlank() ?? "en";
        // What the server's settings say anyway is not made one's own: it follows them.
        var country = request.Country.NullIfBlank()?.ToUpperInvariant();
        if (country != home.Configured || company.Country is not null) company.Country = country;
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/api/company", async (Request request, ChangeCompany feature, ShowCompany show, HttpContext http, CancellationToken ct) =>
            await feature.Change(request, Actor.Of(http.User), ct) switch
            {
                Changed => Results.Ok(await show.Show(ct)),
                NotSetUp => ShowCompany.NotSetUp(),
                Refused refused => Problems.Of(refused.Faults),
                Overtaken overtaken => Overtaking.Problem(overtaken.Version),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            })
        .RequirePermission(CompanyPermissions.Manage).WithTags("Company").WithSummary("Edits the company’s name, branding and defaults")
        .Produces<ShowCompany.Answer>();
}
