using Throughline.Contracts;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Boards;
using Throughline.Journeys.Changes;
using Throughline.Journeys.Explore;
using Throughline.Journeys.Index;
using Throughline.Journeys.Map;
using Throughline.Journeys.Named;
using Throughline.Journeys.Saved;
using Throughline.Platform;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Ui;

namespace Throughline.Journeys;

/// <summary>What customers go through, over every channel, and how to ask about it.</summary>
public sealed class JourneysRoom : Room
{
    public const string Read = "journeys.read", Keep = "journeys.keep", Save = "journeys.save", Manage = "journeys.manage";

    /// <summary>Named by the customers room, which asks for it too.</summary>
    public const string ExportCustomers = "customers.export";

    public override IEnumerable<MenuEntry> Menu => [new("journeys", "Journeys", "route", "/journeys", 200, Read, 'j', Also: ["/touchpoints"])];

    public override IEnumerable<PageTab> Tabs =>
    [
        new("journeys", "Map", "/journeys", 100, Read),
        new("journeys", "Explore", "/journeys/funnel", 200, Read, [.. QuestionKind.All.Select(kind => $"/journeys/{kind.Key}"), "/journeys/people"]),
        new("journeys", "Named journeys", "/journeys/named", 300, Read),
        new("journeys", "Saved questions", "/journeys/questions", 400, Read),
        new("journeys", "Boards", "/journeys/boards", 500, Read),
    ];

    public override IEnumerable<Permission> Permissions =>
    [
        new(Read, "See the journey map and ask about journeys", [.. Role.All]),
        new(Keep, "Make segments of answers, and name journeys", Role.CxManager, Role.Analyst),
        new(Save, "Save questions, and arrange boards", Role.CxManager, Role.Analyst, Role.Agent),
        new(Manage, "Change saved questions, boards and named journeys of others", Role.CxManager),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<JourneyProjection>().AddSingleton<Projection>(provider => provider.GetRequiredService<JourneyProjection>())
            .AddSingleton<IJourneyIndex, JourneyIndex>().AddScoped<IEraseCustomer, EraseJourney>()
            .AddScoped<ReadScope>().AddScoped<ShowPeopleBehind>()
            .AddScoped<AskFunnel>().AddScoped<AskRetention>().AddScoped<AskPaths>().AddScoped<AskSwitches>().AddScoped<AskTrend>().AddScoped<AskStageFlow>().AddScoped<AskNextSteps>()
            .AddScoped<ShowMap>()
            .AddScoped<Explorer, ExploreFunnel>().AddScoped<Explorer, ExploreRetention>().AddScoped<Explorer, ExplorePaths>().AddScoped<Explorer, ExploreSwitches>()
            .AddScoped<Explorer, ExploreTrend>().AddScoped<Explorer, ExploreStages>().AddScoped<Explorer, ExploreNext>()
            .AddScoped<AskQuestion>().AddScoped<FirstQuestion>().AddScoped<HeldSince>().AddScoped<TouchpointNames>().AddScoped<ListChoices>()
            .AddScoped<FindChanges>().AddScoped<ExplainChange>().AddSingleton<ChangesKept>().AddScoped<IAttentionSource, ChangesToLookAt>()
            .AddScoped<ListNamed>().AddScoped<SaveNamed>().AddScoped<DeleteNamed>().AddScoped<MeasureNamed>().AddScoped<FindSeam>()
            .AddScoped<PeopleBehind>().AddScoped<ListPeople>().AddScoped<ExportPeople>().AddScoped<KeepAsSegment>()
            .AddScoped<Colleagues>().AddScoped<Ownership>().AddScoped<ListQuestions>().AddScoped<SaveQuestion>().AddScoped<DeleteQuestion>()
            .AddScoped<ListBoards>().AddScoped<ShowBoard>().AddScoped<WriteBoard>().AddScoped<ChangeBoard>().AddScoped<DeleteBoard>().AddScoped<PutOnBoard>().AddScoped<CopyBoard>()
            .AddScoped<ShowTile>().AddScoped<ReadFigures>().AddScoped<IBoardSnapshot, SnapshotBoard>();
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
        FindChanges.Map(routes);
        ShowChangesPart.Map(routes);
        ListNamed.Map(routes);
        SaveNamed.Map(routes);
        DeleteNamed.Map(routes);
        MeasureNamed.Map(routes);
        ExplorerRoutes.Map(routes);
        ListChoices.Map(routes);
        ExportPeople.Map(routes);
        KeepAsSegment.Map(routes);
        ListQuestions.Map(routes);
        SaveQuestion.Map(routes);
        SavedForms.Map(routes);
        DeleteQuestion.Map(routes);
        ListBoards.Map(routes);
        WriteBoard.Map(routes);
        DeleteBoard.Map(routes);
        PutOnBoard.Map(routes);
        CopyBoard.Map(routes);
        ShowTile.Map(routes);
        ExportBoard.Map(routes);
    }
}
