using System.Net.Http.Headers;
using System.Text;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Platform.Server;

/// <summary>Gives programs a problem with a code for what pages get an error page for: wrong input, unknown routes, our own faults.</summary>
public sealed class ApiErrors(RequestDelegate next, ILogger<ApiErrors> log)
{
    public async Task Invoke(HttpContext http)
    {
        var isApi = http.Request.Path.StartsWithSegments("/api");
        if (!isApi && ShowErrorPage.WantsPage(http.Request))
        {
            await next(http);
            return;
        }
        try
        {
            if (isApi && HasUnknownCharset(http.Request))
            {
                await Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unknown_charset", "The content type has an unknown charset. Use UTF-8.")
                    .ExecuteAsync(http);
                return;
            }
            await next(http);
            if (isApi && http.Response is { HasStarted: false, ContentType: null }) await SayWhatIsBare(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            var problem = e.Message.Contains(nameof(GivenInstant), StringComparison.Ordinal)
                ? Problems.Of(e.StatusCode, "bad_time", "Use the format 2026-05-01T00:00:00Z for times in the address; other formats are ambiguous.")
                : Problems.Of(e.StatusCode, "bad_request", $"The request could not be read: {e.InnerException?.Message ?? e.Message}");
            await problem.ExecuteAsync(http);
        }
        catch (Exception e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await SayWhatFailed(http, e);
        }
    }

    private static Task SayWhatIsBare(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound =>
            Problems.Of(StatusCodes.Status404NotFound, "no_such_route", "There is no such route. The API docs list all routes.").ExecuteAsync(http),
        StatusCodes.Status405MethodNotAllowed => Problems.Of(
            StatusCodes.Status405MethodNotAllowed, "no_such_route", "This method is not allowed here; the Allow header lists those that "
                + "are.").ExecuteAsync(http),
        StatusCodes.Status415UnsupportedMediaType => Problems.Of(
            StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "This content type is not accepted here.").ExecuteAsync(http),
        _ => Task.CompletedTask,
    };

    private Task SayWhatFailed(HttpContext http, Exception failure)
    {
        if (StorageFault.Of(failure) is { } fault)
        {
            if (fault.IsForOperator) log.LogError("{Method} {Route} failed: {Code}.", http.Request.Method, http.GetEndpoint()?.DisplayName, fault.Code);
            if (fault.Status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = "5";
            return Problems.Of(fault.Status, fault.Code, fault.Why).ExecuteAsync(http);
        }
        log.LogError(failure, "{Method} {Route} failed.", http.Request.Method, http.GetEndpoint()?.DisplayName);
        return Problems.Of(StatusCodes.Status500InternalServerError, "fault",
            "Something went wrong on our side; see the server log. Nothing was changed.").ExecuteAsync(http);
    }

    // Reading the body would fail on it.
    private static bool HasUnknownCharset(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) || parsed.CharSet is not { Length: > 0 } charset) return false;
        try
        {
            Encoding.GetEncoding(charset.Trim('"'));
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
