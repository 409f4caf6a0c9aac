using Throughline.Platform.Channels;
using Throughline.Platform.Notifying;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Settings.Mail;

namespace Throughline.Settings.Notifications;

/// <summary>Today's mail as it would be sent now, whether or not a mail server is set up.</summary>
public sealed class PreviewDailyMail(ThroughlineDb db, ComposeDailyMail compose, WriteLetter letters) : IFeature
{
    /// <summary>Null when there is nothing to say.</summary>
    public async Task<WriteLetter.Written?> Write(Guid user, string address, CancellationToken ct) =>
        await compose.Compose(await db.ChoiceOf(user, ct), ct) is { } letter ? await letters.Write(letter, address, ct) : null;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/account/notifications/preview/mail", async (PreviewDailyMail feature, HttpContext http, CancellationToken ct) =>
        {
            if (await feature.Write(http.User.UserId!.Value, SaveMail.AddressOf(http.Request), ct) is not { } mail) return Results.NoContent();
            // A page of its own, that runs nothing and stands within ours.
            http.Response.Headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";
            http.Response.Headers.XFrameOptions = "SAMEORIGIN";
            return Results.Content(mail.Html.Replace("<head>", "<head><base target=\"_top\">", StringComparison.Ordinal), "text/html; charset=utf-8");
        })
        .SignedIn().ExcludeFromDescription();
}
