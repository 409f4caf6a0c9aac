using Throughline.Contracts;
using Throughline.Journeys.Questions;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Journeys;

/// <summary>What customers go through, over every channel, and how to ask about it. Others ask it by <see cref="IJourneyIndex"/>.</summary>
public sealed class JourneysRoom : Room
{
    public override IEnumerable<MenuEntry> Menu =>
        [new("journeys", "Journeys", "route", "/journeys", 200, JourneysPermissions.Read, 'j', MenuGroup.Understand, Also: ["/touchpoints"])];

    public override IEnumerable<PageTab> Tabs =>
    [
        new("journeys", "Map", "/journeys", 100, JourneysPermissions.Read),
        new("journeys", "Explore", "/journeys/funnel", 200, JourneysPermissions.Read,
            [.. QuestionKind.All.Select(kind => $"/journeys/{kind.Key}"), "/journeys/people"]),
        new("journeys", "Named journeys", "/journeys/named", 300, JourneysPermissions.Read),
        new("journeys", "Saved questions", "/journeys/questions", 400, JourneysPermissions.Read),
        new("journeys", "Boards", "/journeys/boards", 500, JourneysPermissions.Read),
    ];

    public override IEnumerable<PaletteAction> Actions =>
    [
        .. QuestionKind.All.Select(kind => new PaletteAction(kind.Title, kind.Icon, $"/journeys/{kind.Key}", JourneysPermissions.Read, kind.Lead)),
        new("Name a journey", "route", "/journeys/named/new", JourneysPermissions.Keep, "new journey goal owner"),
    ];

    public override IEnumerable<Permission> Permissions =>
    [
        new(JourneysPermissions.Read, "View the journey map and ask about journeys", [.. Role.All]),
        new(JourneysPermissions.Keep, "Create segments from answers, and name journeys", Role.CxManager, Role.Analyst),
        new(JourneysPermissions.Save, "Save questions and arrange boards", Role.CxManager, Role.Analyst, Role.Agent),
        new(JourneysPermissions.Manage, "Edit saved questions, boards and named journeys of other colleagues", Role.CxManager),
    ];

    public override IEnumerable<PageLook> PagesToLookAt =>
    [
        new("explore-funnel", "/journeys/funnel?step=*&step=Order+Completed&by=channel&period=all"),
        new("explore-first", "/journeys/funnel"),
        new("explore-nothing", "/journeys/funnel?step=Vanished&period=own"),
        new("explore-retention", "/journeys/retention?period=all"),
        new("explore-paths", "/journeys/paths?period=all"),
        new("explore-switches", "/journeys/switches?period=all&within=any"),
        new("explore-trend", "/journeys/trend?period=all&by=channel"),
        new("explore-stages", "/journeys/stages?period=all"),
        new("explore-next", "/journeys/next?period=all"),
        new("explore-switches-compared", "/journeys/switches?period=365d&within=any&compare=before"),
        new("explore-paths-compared", "/journeys/paths?period=365d&compare=before"),
        new("explore-stages-compared", "/journeys/stages?period=365d&compare=before"),
        new("explore-next-compared", "/journeys/next?period=365d&compare=before"),
        new("explore-trend-compared", "/journeys/trend?period=365d&by=channel&measure=customers&compare=before"),
        new("explore-segment-gone", "/journeys/next?period=365d&compare=segment&against=gone"),
        new("questions", "/journeys/questions"),
        new("question-gone", "/journeys/funnel?step=*&period=all&saved=0198c0de-0000-7000-8000-000000000001"),
        new("boards", "/journeys/boards"),
        new("map", "/journeys?period=365d"),
        new("named", "/journeys/named?period=365d"),
        new("named-one", "/journeys/named/first-order?period=365d"),
        new("named-new", "/journeys/named/new"),
        new("named-of-a-question", "/journeys/named/new?step=*&where=browser&value=Safari&step=Order+Completed&where=total&op=exists&without=Chat+Started"),
        new("funnel-of-a-journey", "/journeys/funnel?step=*&step=Order+Completed&period=all&journey=first-order"),
        new("named-edit", "/journeys/named/after-the-order/edit"),
        new("people-behind", "/journeys/people?of=funnel&cell.step=1&step=*&period=all"),
    ];
}
