using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Reading;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Customers.Stages;

/// <summary>Shows a customer's way through the stages: when they came to each, and by what.</summary>
public sealed class ShowStageLine(
    CustomerDirectory directory, CustomerStages stages, ITouchpoints touchpoints, IReferrals referrals, IShowPeople people,
    ReadInteractions interactions) : IFeature
{
    /// <param name="At">When they last came to it; null if never.</param>
    /// <param name="By">The touchpoint that brought them there.</param>
    /// <param name="Place">Before, at or after where they stand.</param>
    public sealed record Point(string Name, DateTimeOffset? At, string? By, int Place);

    /// <param name="Left">When they left and by what; null while they are with us.</param>
    /// <param name="Silent">They left without a word: it was silent for as long as the company says.</param>
    /// <param name="Round">Which time round, from 1.</param>
    public sealed record Line(IReadOnlyList<Point> Points, Point? Left, bool Silent, int Round, Person? ReferredBy, double? CatchingUp);

    public async Task<Line> Show(CustomerId customer, CancellationToken ct)
    {
        var book = touchpoints.Now;
        var referrer = await referrals.WhoReferred(await directory.IdentitiesOf(customer, ct), ct) is { } by && await people.Show([by], ct) is [var found]
            ? found
            : null;
        try
        {
            return Draw(book, await stages.Changes(customer, ct)) with { ReferredBy = referrer };
        }
        catch (JourneysCatchUpException e)
        {
            return new Line([], null, false, 1, referrer, e.Done);
        }
    }

    private Line Draw(TouchpointBook book, IReadOnlyList<StageChange> changes)
    {
        var last = changes is [.., var newest] ? newest : null;
        var hasLeft = last?.To == book.Defected.Key;
        var keys = book.Stages.Select(s => s.Key).ToList();
        var standing = last is null ? -1 : keys.IndexOf((hasLeft ? last.From : last.To) ?? "");
        var arrivals = book.Stages.Append(book.Defected).Select(s => changes.LastOrDefault(c => c.To == s.Key)).ToList();
        var causes = CausesOf(arrivals.OfType<StageChange>());
        var points = book.Stages
            .Select((s, i) => ToPoint(s, arrivals[i], causes, i.CompareTo(standing) is var place && hasLeft && place == 0 ? -1 : place))
            .ToList();
        var left = hasLeft ? ToPoint(book.Defected, last, causes, 0) : null;
        return new Line(points, left, last?.Step == StageStep.FellSilent, last?.Round ?? 1, ReferredBy: null, CatchingUp: null);
    }

    private static Point ToPoint(StageView stage, StageChange? arrival, Dictionary<long, string> causes, int place) =>
        new(stage.Name, arrival is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(arrival.AtMs),
            arrival is null || arrival.Step == StageStep.FellSilent ? null : causes.GetValueOrDefault(arrival.Position), place);

    private Dictionary<long, string> CausesOf(IEnumerable<StageChange> changes) => interactions.At([.. changes.Select(c => c.Position).Distinct()])
        .Select(entry => (entry.Position, Met: interactions.TouchpointOf(entry))).Where(cause => cause.Met is not null)
        .ToDictionary(cause => cause.Position, cause => cause.Met!.Name);

    /// <summary>The line alone, for a page that is open while something happens.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/customers/{id}/stages", (string id) => CustomerId.Parse(id) is { } customer
            ? (IResult)new RazorComponentResult<StageLine>(new Dictionary<string, object?> { [nameof(StageLine.Customer)] = customer })
            : Results.NotFound())
        .RequirePermission(CustomersPermissions.Read).ExcludeFromDescription();
}
