using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Platform;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Ui;
using Throughline.Touchpoints.About;
using Throughline.Touchpoints.Inventory;
using Throughline.Touchpoints.Referrals;
using Throughline.Touchpoints.Rules;
using Throughline.Touchpoints.Seen;
using Throughline.Touchpoints.Stages;
using Throughline.Touchpoints.Unassigned;

namespace Throughline.Touchpoints;

/// <summary>Where customers meet us: each place with its stage, the customer's goal, its owner and promise, and the rules that give interactions to it.</summary>
public sealed class TouchpointsRoom : Room
{
    public const string Read = "touchpoints.read", Write = "touchpoints.write";

    public override IEnumerable<PageTab> Tabs => [new("journeys", "Touchpoints", "/touchpoints", 600, Read)];

    public override IEnumerable<Permission> Permissions =>
    [
        new(Read, "See touchpoints and stages", [.. Role.All]),
        new(Write, "Change touchpoints, their rules and the stages", Role.CxManager),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<TouchpointsNow>().AddSingleton<ITouchpoints>(provider => provider.GetRequiredService<TouchpointsNow>())
        .AddSingleton<SeenProjection>().AddSingleton<Projection>(provider => provider.GetRequiredService<SeenProjection>())
        .AddScoped<ListTouchpoints>().AddScoped<SaveTouchpoint>().AddScoped<DeleteTouchpoint>().AddScoped<RestoreShipped>()
        .AddScoped<TouchpointHistory>().AddScoped<Suggestions>().AddScoped<ISearchSource, TouchpointsFound>().AddScoped<IEraseCustomer, EraseFromReferrals>()
        .AddScoped<AboutTouchpoint>().AddScoped<CompareSegments>()
        .AddScoped<ListUnassigned>().AddScoped<AssignEvent>()
        .AddScoped<ShowStages>().AddScoped<ChangeStages>().AddScoped<PurchaseGaps>().AddScoped<TimeToValue>()
        .AddScoped<ReadReferrals>().AddScoped<IReferrals>(provider => provider.GetRequiredService<ReadReferrals>()).AddScoped<CompareReferred>()
        .Configure<RazorComponentsServiceOptions>(forms => forms.MaxFormMappingCollectionSize = 2 * CheckTouchpoint.MostRules);

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ListTouchpoints.Map(routes);
        SaveTouchpoint.Map(routes);
        DeleteTouchpoint.Map(routes);
        AboutTouchpoint.Map(routes);
        ShowStages.Map(routes);
        ChangeStages.Map(routes);
        routes.MapGet("/touchpoints/progress", () => new RazorComponentResult<IndexProgress>()).RequirePermission(Read).ExcludeFromDescription();
    }
}
