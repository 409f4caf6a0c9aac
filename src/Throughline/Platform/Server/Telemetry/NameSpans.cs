using Microsoft.AspNetCore.Http.Features;

namespace Throughline.Platform.Server.Telemetry;

/// <summary>
/// Says on the span of each request which route it took, as the route is written in the program. The address itself is left out: it may
/// hold a customer's number, a key or a search.
/// </summary>
public sealed class NameSpans(RequestDelegate next)
{
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
        }
        finally
        {
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
            {
                var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
                span.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
                span.SetTag("http.request.method", http.Request.Method);
                span.SetTag("http.route", route);
                span.SetTag("http.response.status_code", http.Response.StatusCode);
            }
        }
    }
}
