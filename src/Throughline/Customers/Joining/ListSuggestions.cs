using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Customers.Joining;

/// <summary>Lists customers who may be one person and wait for a colleague's word, newest first.</summary>
public sealed class ListSuggestions(ThroughlineDb db, CustomerDirectory directory) : IFeature
{
    public const int OnAPage = 25;

    /// <param name="Why">What called them one, such as <c>identify</c>.</param>
    /// <param name="Evidence">The journal position that says so.</param>
    public sealed record Pair(int Id, CustomerView Customer, CustomerView Other, string Why, long Evidence, DateTimeOffset At);

    public sealed record Answer(IReadOnlyList<Pair> Items, string? Next);

    /// <param name="before">From <c>next</c> of the page before.</param>
    public async Task<Answer> List(int? before, CancellationToken ct)
    {
        var suggestions = db.MergeSuggestions;
        var below = before ?? int.MaxValue;
        var found = await suggestions.AsNoTracking().Where(s => s.DecisionId == null && s.Id < below).OrderByDescending(s => s.Id).Take(OnAPage + 1)
            .ToListAsync(ct);
        var page = found.Take(OnAPage).ToList();
        var people = (await directory.Load([.. page.SelectMany(s => (CustomerId[])[s.CustomerId, s.OtherId]).Distinct()], ct)).ToDictionary(c => c.Id);
        var pairs = page.Where(s => people.ContainsKey(s.CustomerId.ToString()) && people.ContainsKey(s.OtherId.ToString()))
            .Select(s => new Pair(s.Id, people[s.CustomerId.ToString()], people[s.OtherId.ToString()], s.Why, s.Evidence, s.At));
        return new Answer([.. pairs], found.Count > page.Count ? page[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    /// <summary>What suggests that these two are one, if anything does that waits for a decision.</summary>
    public async Task<MergeSuggestion?> Between(CustomerId one, CustomerId other, CancellationToken ct)
    {
        var suggestions = db.MergeSuggestions;
        var (lower, higher) = one.Value < other.Value ? (one, other) : (other, one);
        return await suggestions.AsNoTracking().FirstOrDefaultAsync(s => s.CustomerId == lower && s.OtherId == higher && s.DecisionId == null, ct);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/customers/suggestions", (int? before, ListSuggestions feature, CancellationToken ct) => feature.List(before, ct))
        .RequirePermission(CustomersPermissions.Read).WithTags("Who is who").WithSummary("Possible duplicates, newest first");
}
