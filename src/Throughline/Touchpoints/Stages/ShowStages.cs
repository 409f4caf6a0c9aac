using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Stages;

/// <summary>Shows the stages in the order in which a customer advances, and how they move through them.</summary>
public sealed class ShowStages(TouchpointsNow now) : IFeature
{
    public sealed record Line(string Key, string Name);

    /// <param name="Service">The lane that moves nobody; always there.</param>
    /// <param name="Defected">The stage of those who left; always there, always last.</param>
    /// <param name="BoughtFrom">The stage from which on somebody has bought.</param>
    /// <param name="SettleDays">How long a stage holds against interactions of earlier ones.</param>
    /// <param name="SilenceDays">After how long without a word a buyer has left; null: never by silence.</param>
    /// <param name="ValueEvent">What shows that somebody has what they bought it for.</param>
    /// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
    public sealed record Shown(
        IReadOnlyList<Line> Stages, Line Service, Line Defected, string BoughtFrom, int SettleDays, int? SilenceDays, string ValueEvent, int Version);

    public Shown Show()
    {
        var book = now.Book;
        var rules = book.Rules;
        return new Shown([.. book.Stages.Select(s => new Line(s.Key, s.Name))], new Line(book.Service.Key, book.Service.Name),
            new Line(book.Defected.Key, book.Defected.Name),
                book.Stages[rules.BoughtFrom].Key, (int)rules.Settle.TotalDays, (int?)rules.Silence?.TotalDays, book.ValueEvent, book.Edition);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/api/stages", (ShowStages feature) => feature.Show())
        .RequirePermission(TouchpointsPermissions.Read).WithTags("Touchpoints").WithSummary("The stages of the journey, and how customers move through them");
}
