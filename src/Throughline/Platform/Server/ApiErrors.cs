using Throughline.Platform.Security.Access;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Platform.Server;

/// <summary>Gives programs a problem with a code for what pages get an error page for: wrong input, unknown routes, our own faults.</summary>
public sealed class ApiErrors(RequestDelegate next, ILogger<ApiErrors> log)
{
    public async Task Invoke(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            await next(http);
            return;
        }
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, ContentType: null, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed })
                await Problems.Of(http.Response.StatusCode, "no_such_route", "There is no such route; /api/docs lists them all.").ExecuteAsync(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            var problem = e.Message.Contains(nameof(GivenInstant), StringComparison.Ordinal)
                ? Problems.Of(e.StatusCode, "bad_time", "A time in the address is written like 2026-05-01T00:00:00Z; others can be read in more than one way.")
                : Problems.Of(e.StatusCode, "bad_request", $"The request could not be read: {e.InnerException?.Message ?? e.Message}");
            await problem.ExecuteAsync(http);
        }
        catch (Exception e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            log.LogError(e, "{Method} {Route} failed.", http.Request.Method, http.GetEndpoint()?.DisplayName);
            await Problems.Of(StatusCodes.Status500InternalServerError, "fault",
                "Something went wrong on our side; the server's log says what. Nothing was changed.").ExecuteAsync(http);
        }
    }
}
