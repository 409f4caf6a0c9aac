using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Platform.Live;

/// <summary>The one stream of server-sent events that a browser holds: it names what has changed, and pages ask again.</summary>
public sealed class LiveRoute : IFeature
{
    private const int MostTopics = 50;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20), AtMostEvery = TimeSpan.FromMilliseconds(250);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", Stream).SignedIn().DisableRateLimiting().ExcludeFromDescription();

    private static async Task Stream(string? topics, LiveTopics live, HttpContext http, IHostApplicationLifetime lifetime, CancellationToken ct)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        using var subscription = live.Subscribe((topics ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(MostTopics));
        try
        {
            await http.Response.WriteAsync("retry: 2000\n\n", stop.Token);
            await http.Response.Body.FlushAsync(stop.Token);
            while (!stop.IsCancellationRequested) await WriteNext(http.Response, subscription, stop.Token);
        }
        catch (OperationCanceledException) { } // The page was closed, or the server stops.
    }

    private static async Task WriteNext(HttpResponse response, LiveTopics.Subscription subscription, CancellationToken ct)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(ct);
        quiet.CancelAfter(Heartbeat);
        try
        {
            await subscription.Wait(quiet.Token);
            // What changes a hundred times a second is told four times a second.
            await Task.Delay(AtMostEvery, ct);
            foreach (var topic in subscription.Take()) await response.WriteAsync($"event: topic\ndata: {topic}\n\n", ct);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await response.WriteAsync(": still here\n\n", ct);
        }
        await response.Body.FlushAsync(ct);
    }
}
