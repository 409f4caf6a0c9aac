using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui.Frame;

namespace Throughline.Platform.Ui;

/// <summary>Turns a bare error status into a page for people. Programs, which do not ask for HTML, are left to their problem details.</summary>
public sealed partial class ShowErrorPage(RequestDelegate next, ILogger<ShowErrorPage> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (!WantsPage(http.Request))
        {
            await next(http);
            return;
        }

        try
        {
            await next(http);
        }
        catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            var status = StatusOf(failure);
            if (status >= StatusCodes.Status500InternalServerError) Failed(log, status == StatusCodes.Status500InternalServerError ? failure : null,
                http.TraceIdentifier, status);
            http.Response.Clear();
            http.Response.StatusCode = status;
        }

        if (!IsBareError(http.Response)) return;
        // A page that began to render has said this already, and the error page may not say it twice.
        http.Response.Headers.Remove("blazor-enhanced-nav");
        await Render(http);
    }

    // A page that began to render has used up the scope's services for rendering: the error page gets its own.
    private async Task Render(HttpContext http)
    {
        var services = http.RequestServices;
        await using var fresh = services.CreateAsyncScope();
        http.RequestServices = fresh.ServiceProvider;
        try
        {
            var said = new { Status = http.Response.StatusCode, Reference = http.TraceIdentifier };
            if (http.User.Identity is not { IsAuthenticated: true } || !await InFrame(http, said))
                await new RazorComponentResult<ErrorPage>(said).ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = services;
        }
    }

    // The frame asks of the rooms what waits in them: what broke the page may break it too.
    private async Task<bool> InFrame(HttpContext http, object said)
    {
        try
        {
            await new RazorComponentResult<ErrorInFrame>(said).ExecuteAsync(http);
            return true;
        }
        catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            NoFrame(log, failure, http.TraceIdentifier);
            return false;
        }
    }

    /// <summary>Whether a person asks, with a browser, for a whole page.</summary>
    internal static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !request.Headers.ContainsKey("HX-Request");

    // What was sent wrongly, and what others changed meanwhile, is no fault of ours.
    private static int StatusOf(Exception failure) => failure is BadHttpRequestException bad
        ? bad.StatusCode
        : StorageFault.Of(failure)?.Status ?? StatusCodes.Status500InternalServerError;

    private static bool IsBareError(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentType: null } && response.ContentLength is null or 0;

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed, request {Reference}, status {Status}")]
    private static partial void Failed(ILogger log, Exception? failure, string reference, int status);

    [LoggerMessage(Level = LogLevel.Error, Message = "The error page of request {Reference} could not be shown in the frame")]
    private static partial void NoFrame(ILogger log, Exception failure, string reference);
}
