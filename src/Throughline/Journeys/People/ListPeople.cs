using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Journeys.People;

/// <summary>Names the customers behind a number of an answer, a page at a time.</summary>
public sealed class ListPeople(PeopleBehind behind, IShowPeople people) : IPart
{
    public const int OnAPage = 50;

    public abstract record Outcome;

    /// <param name="First">How many come before this page.</param>
    /// <param name="Next">How many to pass over for the next page; null on the last.</param>
    public sealed record Found(PeopleBehind.Some Of, int First, IReadOnlyList<Person> Items, int? Next) : Outcome;

    public sealed record Misasked(string Why) : Outcome;

    /// <param name="query">The question and the cell, as their address has them.</param>
    public async Task<Outcome> List(string? query, int after, CancellationToken ct)
    {
        try
        {
            var some = await behind.Find(query, ct);
            var first = Math.Clamp(after, 0, Math.Max(0, some.Customers.Length - 1));
            var page = some.Customers.Skip(first).Take(OnAPage).Select(c => new CustomerId(c)).ToList();
            return new Found(some, first, await people.Show(page, ct), first + page.Count < some.Customers.Length ? first + page.Count : null);
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
}
