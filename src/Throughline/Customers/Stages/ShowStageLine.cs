using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.JourneyEngine;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Customers.Stages;

/// <summary>Shows a customer's way through the stages: when they came to each, and by what.</summary>
public sealed class ShowStageLine(
    CustomerDirectory directory, CustomerStages stages, ITouchpoints touchpoints, IReferrals referrals, IShowPeople people) : IFeature
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

    private static Line Draw(TouchpointBook book, IReadOnlyList<StageChange> changes)
    {
        var last = changes is [.., var newest] ? newest : null;
        var hasLeft = last?.To == book.Defected.Key;
        var keys = book.Stages.Select(s => s.Key).ToList();
        var standing = last is null ? -1 : keys.IndexOf((hasLeft ? last.From : last.To) ?? "");
        var arrivals = book.Stages.Append(book.Defected).Select(s => changes.LastOrDefault(c => c.To == s.Key)).ToList();
        var points = book.Stages.Select((s, i) => ToPoint(book, s, arrivals[i], PlaceOf(i, standing, hasLeft))).ToList();
        var left = hasLeft ? ToPoint(book, book.Defected, last, 0) : null;
        return new Line(points, left, last?.Step == StageStep.FellSilent, last?.Round ?? 1, ReferredBy: null, CatchingUp: null);
    }

    // Whoever has left stands in no stage any more: the one they left from lies behind them.
    private static int PlaceOf(int stage, int standing, bool hasLeft) => hasLeft && stage == standing ? -1 : stage.CompareTo(standing);

    private static Point ToPoint(TouchpointBook book, StageView stage, StageChange? arrival, int place)
    {
        if (arrival is null) return new Point(stage.Name, null, null, place);
        var by = arrival.Step == StageStep.FellSilent ? null : book.Touchpoints.FirstOrDefault(t => t.Key == arrival.Touchpoint)?.Name;
        return new Point(stage.Name, DateTimeOffset.FromUnixTimeMilliseconds(arrival.AtMs), by, place);
    }

    /// <summary>The line alone, for a page that is open while something happens.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/customers/{id}/stages", (string id) => CustomerId.Parse(id) is { } customer
            ? (IResult)new RazorComponentResult<StageLine>(new Dictionary<string, object?> { [nameof(StageLine.Customer)] = customer })
            : Results.NotFound())
        .RequirePermission(CustomersPermissions.Read).ExcludeFromDescription();
}
