using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Security.Access;

namespace Throughline.Platform.Security.Entry;

/// <summary>How a request is turned away: programs get problem details, people a page or the way to sign in.</summary>
public sealed record Refusal(int Status, string Code, [Said] string Detail)
{
    public static Refusal Unknown { get; } = new(401, "not_signed_in", "Sign in, or send a secret key as Authorization: Bearer KEY.");
    public static Refusal WriteKey { get; } = new(403, "write_key", "A write key can only send interactions. Use a secret key.");
    public static Refusal NoMark { get; } = new(403, "closed", "This address is closed.");
    public static Refusal NoToken { get; } = new(
        400, "no_antiforgery_token", "The form was open for too long, or was sent from another site. Go back, reload the page and send it again.");

    public static Refusal FormOfAPage { get; } = new(400, "form_of_a_page", "This is a page form. Programs use the API; see /api/docs.");
    public static Refusal NoForm { get; } = new(400, "no_form", "The form could not be read. Go back, reload the page and send it again.");

    /// <summary>What the permission that is missing lets somebody do, for people; programs know it by its name.</summary>
    [Said]
    public string? Needed { get; init; }

    public static Refusal Forbidden(Permission permission) =>
        new(403, "forbidden", Words.Say($"This needs the permission {permission.Name}. Ask an admin for a role or key that has it."))
        {
            Needed = permission.What,
        };

    public static Refusal TooMany(int seconds) =>
        new(429, "too_many_requests", seconds == 1
            ? Words.Say("Too many requests. Try again in 1 second.")
            : Words.Say($"Too many requests. Try again in {seconds} seconds."));

    public Task Write(HttpContext http)
    {
        http.Response.StatusCode = Status;
        if (Status == StatusCodes.Status401Unauthorized && !IsForPerson(http)) http.Response.Headers.WWWAuthenticate = "Bearer";
        if (!IsForPerson(http)) return Problems.Of(Status, Code, Detail).ExecuteAsync(http);
        if (Status != StatusCodes.Status401Unauthorized) return Page(http).ExecuteAsync(http);
        if (!http.Request.Headers.ContainsKey("HX-Request")) http.Response.Redirect(ReturnUrl.SignInFor(http.Request));
        else http.Response.Headers["HX-Redirect"] = "/sign-in";
        return Task.CompletedTask;
    }

    private IResult Page(HttpContext http)
    {
        var said = new Dictionary<string, object?> { [nameof(RefusedBody.Refusal)] = this };
        return http.User.IsByCookie
            ? new RazorComponentResult<RefusedInFrame>(said) { StatusCode = Status }
            : new RazorComponentResult<RefusedPage>(said) { StatusCode = Status };
    }

    private static bool IsForPerson(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        || (!http.Request.Path.StartsWithSegments("/api")
            && (http.Request.Headers.ContainsKey("HX-Request")
                || http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)));
}
