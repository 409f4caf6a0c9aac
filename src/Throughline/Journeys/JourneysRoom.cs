using Throughline.Contracts;
using Throughline.Journeys.Explore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Journeys;

/// <summary>What customers go through, over every channel, and how to ask about it. Others ask it by <see cref="IJourneyIndex"/>.</summary>
public sealed class JourneysRoom : Room
{
    public override IEnumerable<MenuEntry> Menu =>
        [new("journeys", "Journeys", "route", "/journeys", 200, JourneysPermissions.Read, 'j', Also: ["/touchpoints"])];

    public override IEnumerable<PageTab> Tabs =>
    [
        new("journeys", "Map", "/journeys", 100, JourneysPermissions.Read),
        new("journeys", "Explore", "/journeys/funnel", 200, JourneysPermissions.Read,
            [.. QuestionKind.All.Select(kind => $"/journeys/{kind.Key}"), "/journeys/people"]),
        new("journeys", "Named journeys", "/journeys/named", 300, JourneysPermissions.Read),
        new("journeys", "Saved questions", "/journeys/questions", 400, JourneysPermissions.Read),
        new("journeys", "Boards", "/journeys/boards", 500, JourneysPermissions.Read),
    ];

    public override IEnumerable<Permission> Permissions =>
    [
        new(JourneysPermissions.Read, "See the journey map and ask about journeys", [.. Role.All]),
        new(JourneysPermissions.Keep, "Make segments of answers, and name journeys", Role.CxManager, Role.Analyst),
        new(JourneysPermissions.Save, "Save questions, and arrange boards", Role.CxManager, Role.Analyst, Role.Agent),
        new(JourneysPermissions.Manage, "Change saved questions, boards and named journeys of others", Role.CxManager),
    ];
}
