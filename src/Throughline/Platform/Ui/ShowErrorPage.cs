using Microsoft.AspNetCore.Http.HttpResults;
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
            Failed(log, failure, http.TraceIdentifier);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        if (!IsBareError(http.Response)) return;
        // A page that began to render has said this already, and the error page may not say it twice.
        http.Response.Headers.Remove("blazor-enhanced-nav");
        await Render(http);
    }

    // A page that began to render has used up the scope's services for rendering: the error page gets its own.
    private static async Task Render(HttpContext http)
    {
        var services = http.RequestServices;
        await using var fresh = services.CreateAsyncScope();
        http.RequestServices = fresh.ServiceProvider;
        try
        {
            await new RazorComponentResult<ErrorPage>(new { Status = http.Response.StatusCode, Reference = http.TraceIdentifier }).ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = services;
        }
    }

    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !request.Headers.ContainsKey("HX-Request");

    private static bool IsBareError(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentType: null } && response.ContentLength is null or 0;

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed, request {Reference}")]
    private static partial void Failed(ILogger log, Exception failure, string reference);
}
