using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Notifying;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Links;

namespace Throughline.Settings.Notifications;

/// <summary>The page behind "turn this off" in a mail, and the one click of mail programs (RFC 8058): a POST turns off, a GET only asks.</summary>
public sealed class TurnOffMail : IFeature
{
    private const string Address = "/notifications/off/{token}", Why = "anyone with the link of a mail turns that mail off";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, async (string token, NotifyOff off, HttpContext http, CancellationToken ct) =>
            Show(http, await off.Find(token, ct) is var (what, _) ? what : null, isDone: false)).Public(Why).ExcludeFromDescription();
        routes.MapPost(Address, async (string token, NotifyOff off, HttpContext http, CancellationToken ct) =>
            Show(http, await off.Turn(token, ct), isDone: true)).Public(Why).ExcludeFromDescription();
    }

    private static RazorComponentResult<TurnOffView> Show(HttpContext http, string? what, bool isDone)
    {
        LinkPages.KeepToItself(http.Response);
        return new(new Dictionary<string, object?> { [nameof(TurnOffView.What)] = what, [nameof(TurnOffView.IsDone)] = isDone })
        {
            StatusCode = what is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
        };
    }
}
