using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Home.Attention;
using Throughline.Home.FirstSteps;
using Throughline.Home.Today;
using Throughline.Platform;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Ui;

namespace Throughline.Home;

/// <summary>Where a day begins: what happened, what needs attention, and in an empty company what to do first.</summary>
public sealed class HomeRoom : Room
{
    public const string Read = "home.read";

    public override IEnumerable<MenuEntry> Menu => [new("home", "Home", "home", "/", 0, Read, 'h')];

    public override IEnumerable<Permission> Permissions => [new(Read, "See what happened today and what needs attention", [.. Role.All])];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<TodayProjection>().AddSingleton<Projection>(provider => provider.GetRequiredService<TodayProjection>())
        .AddScoped<ShowToday>().AddScoped<ShowAttention>()
        .AddScoped<IAttentionSource, SilenceToLookAt>();

    // The parts of the page that are brought up to date while it is open.
    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/home/now", async (ShowToday today, ShowAttention attention, CancellationToken ct) => new RazorComponentResult<HomeNow>(new Dictionary<string, object?>
        {
            [nameof(HomeNow.Today)] = await today.Show(ct),
            [nameof(HomeNow.Attention)] = await attention.Show(ct),
        })).RequirePermission(Read).ExcludeFromDescription();
        routes.MapGet("/home/arrived", (IJournal journal) => new RazorComponentResult<Arrived>(new Dictionary<string, object?> { [nameof(Arrived.Count)] = journal.Head }))
            .RequirePermission(Read).ExcludeFromDescription();
    }
}
