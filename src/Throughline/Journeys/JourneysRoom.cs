using Throughline.Contracts;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Index;
using Throughline.Journeys.Map;
using Throughline.Platform;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Ui;

namespace Throughline.Journeys;

/// <summary>What customers go through, over every channel, and how to ask about it.</summary>
public sealed class JourneysRoom : Room
{
    public const string Read = "journeys.read";

    public override IEnumerable<MenuEntry> Menu => [new("journeys", "Journeys", "route", "/journeys", 200, Read, 'j', Also: ["/touchpoints"])];

    public override IEnumerable<Permission> Permissions => [new(Read, "See the journey map and ask about journeys", [.. Role.All])];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<JourneyProjection>().AddSingleton<Projection>(provider => provider.GetRequiredService<JourneyProjection>())
            .AddSingleton<IJourneyIndex, JourneyIndex>().AddScoped<IEraseCustomer, EraseJourney>()
            .AddScoped<ReadScope>().AddScoped<ShowPeopleBehind>()
            .AddScoped<AskFunnel>().AddScoped<AskRetention>().AddScoped<AskPaths>().AddScoped<AskSwitches>().AddScoped<AskTrend>().AddScoped<AskStageFlow>().AddScoped<AskNextSteps>()
            .AddScoped<ShowMap>();
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ShowMap.Map(routes);
        AskFunnel.Map(routes);
        AskRetention.Map(routes);
        AskPaths.Map(routes);
        AskSwitches.Map(routes);
        AskTrend.Map(routes);
        AskStageFlow.Map(routes);
        AskNextSteps.Map(routes);
    }
}
