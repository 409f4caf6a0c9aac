using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Throughline.Platform.Security.Access;

/// <summary>Errors of the HTTP API: problem details (RFC 9457) with a code for programs and a sentence that says how to mend it.</summary>
public static class Problems
{
    /// <param name="status">The HTTP status, 400 to 599.</param>
    /// <param name="code">Stable, snake_case, for programs.</param>
    /// <param name="detail">What happened and what to do, for a person.</param>
    public static IResult Of(int status, string code, Sentence detail) => With(status, code, detail, []);

    /// <param name="more">What a program needs to go on.</param>
    private static IResult With(int status, string code, Sentence detail, Dictionary<string, object?> more) => Results.Problem(new ProblemDetails
    {
        Type = $"urn:throughline:problem:{code}",
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail.ToString(),
        Extensions = new Dictionary<string, object?>(more) { ["code"] = code },
    });

    /// <summary>409: what a call would remove, which did not say its number, or another. It says how to confirm.</summary>
    /// <param name="removal">What would go, for programs.</param>
    public static IResult ConfirmRemoval(long interactions, long customers, object removal) => With(
        StatusCodes.Status409Conflict, "confirm_removal",
        $"{interactions} interactions of {customers} customers would be removed. To confirm, send the same request with confirmed: {interactions}.",
        new() { ["removal"] = removal, ["confirm"] = new { confirmed = interactions } });

    /// <summary>422 with each fault of the request's fields.</summary>
    public static IResult Of(IReadOnlyList<Fault> faults, string code = "invalid") => Results.Problem(new ProblemDetails
    {
        Type = $"urn:throughline:problem:{code}",
        Title = ReasonPhrases.GetReasonPhrase(StatusCodes.Status422UnprocessableEntity),
        Status = StatusCodes.Status422UnprocessableEntity,
        Detail = string.Join(" ", faults.Select(f => f.Why)),
        Extensions = { ["code"] = code, ["faults"] = faults },
    });
}

/// <summary>What is wrong with one field, in a sentence that says how to mend it.</summary>
public sealed record Fault
{
    public Fault(string field, Sentence why) => (Field, Why) = (field, why.ToString());

    public string Field { get; }

    public string Why { get; }
}

public static class Faults
{
    /// <summary>The sentence for one field, to show beside it.</summary>
    public static string? On(this IEnumerable<Fault> faults, string field) => faults.FirstOrDefault(f => f.Field == field)?.Why;
}
