using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Channels;
using Throughline.Platform.Channels.Mail;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Protection;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;
using Throughline.Platform.Undo;

namespace Throughline.Settings.Mail;

/// <summary>Sets up the server that takes the company's mail, or takes it away.</summary>
public sealed class SaveMail(ThroughlineDb db, MailSetup setup, Secrets secrets, KeepForUndo undo) : IFeature
{
    /// <param name="Security"><c>starttls</c>, <c>tls</c> or <c>none</c>.</param>
    /// <param name="Password">Left out, the one that is kept stays; empty, there is none.</param>
    /// <param name="Address">Where colleagues reach the program; left out, as the caller does.</param>
    /// <param name="Version">The version that was read; null: whatever is there is replaced.</param>
    public sealed record Request(
        string? Host, int? Port = null, string? Security = null, string? User = null, string? Password = null, string? From = null, string? FromName = null,
        string? Address = null, int? Version = null);

    public abstract record Outcome;
    public sealed record Saved : Outcome;
    public sealed record Removed(Guid Undo) : Outcome;
    public sealed record NotThere : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    /// <summary>The server's settings say it.</summary>
    public sealed record SaidElsewhere : Outcome;

    /// <summary>Somebody else has saved it since this version was read.</summary>
    public sealed record Overtaken(int Version) : Outcome;

    public async Task<Outcome> Save(Request request, Actor by, CancellationToken ct)
    {
        if (setup.IsConfigured) return new SaidElsewhere();
        if (FaultsIn(request) is { Count: > 0 } faults) return new Refused(faults);
        var servers = db.MailServers;
        var server = await servers.SingleOrDefaultAsync(ct);
        if (request.Version is { } read && read != (server?.Version ?? 0)) return new Overtaken(server?.Version ?? 0);
        if (server is null) servers.Add(server = new MailServer { Host = "", Port = 0, Security = "", FromAddress = "", Address = "" });
        Fill(server, request);
        server.Version++;
        db.Audit(by, "mail-server.saved", "mail-server:1", new { server.Host, server.Port, server.Security });
        try
        {
            return await db.TrySave(ct) ? new Saved() : new Overtaken(0);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Overtaken(server.Version);
        }
    }

    public async Task<Outcome> Remove(Actor by, CancellationToken ct)
    {
        if (setup.IsConfigured) return new SaidElsewhere();
        var servers = db.MailServers;
        return await undo.DeleteOnRecord(servers, by, "mail-server.removed", "mail-server:1", ChannelPermissions.Manage,
            "The mail server “{0}” is removed.", s => s.Host, "/settings/mail", ct) is { } kept ? new Removed(kept) : new NotThere();
    }

    private void Fill(MailServer server, Request request)
    {
        server.Host = request.Host!.Trim();
        server.Security = request.Security.NullIfBlank() ?? "starttls";
        server.Port = request.Port ?? MailRoute.UsualPort(server.Security);
        server.UserName = request.User.NullIfBlank()?.Trim();
        if (request.Password is { } given) server.Secret = given.Length == 0 ? null : secrets.Protect(given, MailServer.SecretPurpose);
        server.FromAddress = request.From!.Trim();
        server.FromName = request.FromName.NullIfBlank()?.Trim();
        server.Address = request.Address!.Trim().TrimEnd('/');
    }

    private static List<Fault> FaultsIn(Request request)
    {
        List<Fault> faults = [];
        var host = request.Host?.Trim() ?? "";
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown || host.Length > MailServer.LongestText)
            faults.Add(new("host", "Enter the server’s name, such as smtp.example.com."));
        if (request.Port is { } port && port is < 1 or > 65535) faults.Add(new("port", "A port is a number from 1 to 65535."));
        var security = request.Security.NullIfBlank() ?? "starttls";
        if (!MailRoute.Securities.Contains(security)) faults.Add(new("security", "The encryption is `starttls`, `tls` or `none`."));
        if (security == "none" && request.User.NullIfBlank() is not null && host is not ("localhost" or "127.0.0.1" or "::1"))
            faults.Add(new("security", "A password is sent only over an encrypted connection. Choose STARTTLS or TLS."));
        if (!NewUser.IsEmail(request.From?.Trim())) faults.Add(new("from", "Enter the address that mails come from, such as cx@example.com."));
        if (request.FromName?.Trim().Length > MailServer.LongestText) faults.Add(new("fromName", $"A name has at most {MailServer.LongestText} characters."));
        if (!Uri.TryCreate(request.Address?.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            faults.Add(new("address", "Enter the address at which colleagues open Throughline, such as https://cx.example.com."));
        return faults;
    }

    internal static IResult Refusal(Outcome outcome) => outcome switch
    {
        Refused refused => Problems.Of(refused.Faults),
        Overtaken overtaken => Overtaking.Problem(overtaken.Version),
        SaidElsewhere => Problems.Of(
            StatusCodes.Status409Conflict, "said_in_settings", "The server’s settings (Mail:Host) say how mail is sent. Change them there."),
        NotThere => Problems.Of(StatusCodes.Status404NotFound, "no_mail_server", "No mail server is set up."),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/api/mail", async (Request request, SaveMail feature, ShowMail show, HttpContext http, CancellationToken ct) =>
            await feature.Save(request with { Address = request.Address ?? AddressOf(http.Request) }, Actor.Of(http.User), ct) is var outcome
                && outcome is Saved ? Results.Ok(await show.Show(ct))
                : Refusal(outcome))
            .RequirePermission(ChannelPermissions.Manage).WithTags("Mail").WithSummary("Sets up the server that takes the company’s mail")
            .Produces<ShowMail.Answer>();
        api.MapDelete("/api/mail", async (SaveMail feature, HttpContext http, CancellationToken ct) =>
            await feature.Remove(Actor.Of(http.User), ct) is var outcome && outcome is Removed removed
                ? UndoAct.Told(http, removed.Undo, Results.NoContent())
                : Refusal(outcome))
            .RequirePermission(ChannelPermissions.Manage).WithTags("Mail").WithSummary("Removes the mail server; nothing is sent any more");
    }

    internal static string AddressOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";
}
