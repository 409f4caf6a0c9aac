using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Asking;

/// <summary>Gives an answer, or the reason why there is none, over HTTP.</summary>
internal static class Answered
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A caller who goes away, or a question that takes too long, frees what the question holds.</summary>
    public static async Task<IResult> By<T>(Func<CancellationToken, Task<T>> ask, HttpContext http)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        enough.CancelAfter(Longest);
        try
        {
            return Results.Ok(await ask(enough.Token));
        }
        catch (QuestionException e)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, e.Code, e.Sentence);
        }
        catch (JourneysCatchUpException e)
        {
            http.Response.Headers.RetryAfter = "1";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "catching_up", e.Message);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "took_too_long",
                $"The question took longer than {Longest.TotalSeconds:0} seconds. Use a shorter period, or leave out the breakdown.");
        }
        catch (OperationCanceledException)
        {
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
    }
}

/// <summary>Which of the people behind an answer.</summary>
public sealed record PeopleFound(int Count, IReadOnlyList<Person> Items, int? Next);

/// <summary>Shows the people behind a cell of any answer, a page at a time.</summary>
public sealed class ShowPeopleBehind(IShowPeople people) : IPart
{
    public const int MostAtOnce = 200;

    /// <param name="after">How many to pass over: <c>next</c> of the page before.</param>
    public async Task<PeopleFound> Show(int[] customers, int? limit, int? after, CancellationToken ct)
    {
        var (from, size) = (Math.Clamp(after ?? 0, 0, customers.Length), Math.Clamp(limit ?? 50, 1, MostAtOnce));
        var page = customers.AsSpan(from, Math.Min(size, customers.Length - from)).ToArray();
        return new PeopleFound(customers.Length, await people.Show([.. page.Select(c => new CustomerId(c))], ct),
            from + page.Length < customers.Length ? from + page.Length : null);
    }
}
