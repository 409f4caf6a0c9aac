using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Entry;
using Throughline.Platform.Ui;

namespace Throughline.Home.Attention;

/// <summary>The small buttons of what needs attention, and the parts of the page that follow them.</summary>
public sealed class AttentionForms(ChangeAttention change, Viewer viewer, CompanyCard company, TimeProvider clock) : IFeature
{
    /// <summary>Told to the page, whose lists fetch themselves anew.</summary>
    public const string Happened = "attention-changed";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/home/attention", Submit).RequirePermission(HomePermissions.Attend).ExcludeFromDescription();
        routes.MapGet("/home/attention", (ShowAttention attention, HttpContext http) => Part<AttentionNow>(attention, http))
            .RequirePermission(HomePermissions.Read).ExcludeFromDescription();
        routes.MapGet("/home/bell", (ShowAttention attention, HttpContext http) => Part<BellList>(attention, http))
            .RequirePermission(HomePermissions.Read).ExcludeFromDescription();
        routes.MapGet("/home/bell/count", (ShowAttention attention, HttpContext http) => Part<BellCount>(attention, http))
            .RequirePermission(HomePermissions.Read).ExcludeFromDescription();
    }

    private static async Task<IResult> Part<T>(ShowAttention attention, HttpContext http) where T : AttentionPart =>
        new RazorComponentResult<T>(new Dictionary<string, object?>
        { [nameof(AttentionPart.Items)] = await attention.Show(http.User.UserId, http.RequestAborted)
        });

    private static async Task<IResult> Submit(
        [FromForm] string? key, [FromForm(Name = "do")] string? what, [FromForm] string? back, AttentionForms forms, ChangeAttention change,
        HttpContext http, CancellationToken ct)
    {
        if (what == "all-seen") await change.SeeAll(http.User.UserId, ct);
        else await forms.Do(key ?? "", what, http.User.UserId, ct);
        if (!http.Request.Headers.ContainsKey("HX-Request")) return Results.LocalRedirect(ReturnUrl.Local(back));
        http.Response.Headers["HX-Trigger"] = Happened;
        return Results.NoContent();
    }

    // What cannot be done any more shows as it is now: somebody has taken it, or it is over.
    private Task<ChangeAttention.Outcome> Do(string key, string? what, Guid? who, CancellationToken ct) => change.Change(key, what switch
    {
        "tomorrow" => new("snoozed", Tomorrow),
        "next-week" => new("snoozed", NextWeek),
        "leave" => new("seen"),
        _ => new(what),
    }, who, ct);

    private DateOnly Today => viewer.Calendar.DayOf(clock.GetUtcNow());

    private DateTimeOffset Tomorrow => viewer.Calendar.StartOf(Today.AddDays(1));

    private DateTimeOffset NextWeek => viewer.Calendar.StartOf(Today.AddDays(1 + (((int)company.Now.FirstDayOfWeek - (int)Today.DayOfWeek + 6) % 7)));
}
