using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Journeys.People;

/// <summary>Names the customers behind a number of an answer, a page at a time.</summary>
public sealed class ListPeople(PeopleBehind behind, IShowPeople people, IJourneyIndex index, ITouchpoints touchpoints, TimeProvider clock) : IPart
{
    public const int OnAPage = 50;

    public abstract record Outcome;

    /// <param name="First">How many come before this page.</param>
    /// <param name="Next">How many to pass over for the next page; null on the last.</param>
    /// <param name="Since">When each came to where they stand, where that is why they are listed.</param>
    public sealed record Found(
        PeopleBehind.Some Of, int First, IReadOnlyList<Person> Items, int? Next, IReadOnlyDictionary<string, DateTimeOffset> Since) : Outcome;

    public sealed record Misasked(string Why) : Outcome;

    /// <param name="query">The question and the cell, as their address has them.</param>
    public async Task<Outcome> List(string? query, int after, CancellationToken ct)
    {
        try
        {
            var some = await behind.Find(query, ct);
            var first = Math.Clamp(after, 0, Math.Max(0, some.Customers.Length - 1));
            var page = some.Customers.Skip(first).Take(OnAPage).Select(c => new CustomerId(c)).ToList();
            var next = first + page.Count < some.Customers.Length ? first + page.Count : (int?)null;
            return new Found(some, first, await people.Show(page, ct), next, await Since(some.Stage, page, ct));
        }
        catch (QuestionException e)
        {
            return new Misasked(e.Sentence);
        }
        catch (JourneysCatchUpException e)
        {
            return new Misasked(e.Message);
        }
    }

    private async Task<IReadOnlyDictionary<string, DateTimeOffset>> Since(string? stage, IReadOnlyList<CustomerId> page, CancellationToken ct)
    {
        var (since, now) = (new Dictionary<string, DateTimeOffset>(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        if (stage is null) return since;
        foreach (var customer in page)
            if (await index.Stages(customer.Value, touchpoints.Now.Rules, now, ct) is [.., var last] && last.To == stage)
                since[customer.ToString()] = DateTimeOffset.FromUnixTimeMilliseconds(last.AtMs);
        return since;
    }
}
