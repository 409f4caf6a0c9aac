using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Channels;
using Throughline.Platform.Channels.Mail;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Mail;

/// <summary>How mail is sent, what waits and what went wrong.</summary>
public sealed class ShowMail(ThroughlineDb db, MailSetup setup, ShowMessages messages) : IFeature
{
    /// <param name="From">The address that mails come from.</param>
    /// <param name="Address">Where colleagues reach the program, for links in mails.</param>
    /// <param name="HasPassword">It is never shown.</param>
    /// <param name="IsConfigured">The server's settings say all of this, and nobody changes it here.</param>
    /// <param name="Version">Give it back with a change, and a change by somebody else since is not overwritten.</param>
    public sealed record Server(
        string Host, int Port, string Security, string? User, bool HasPassword, string From, string? FromName, string Address, bool IsConfigured, int Version);

    /// <param name="Server">Null where no mail can be sent.</param>
    public sealed record Answer(Server? Server, ShowMessages.Answer Messages);

    public async Task<Answer> Show(CancellationToken ct)
    {
        var found = await messages.Show(ct);
        if (setup.IsConfigured && await setup.Find(ct) is { } said)
            return new(new(said.Host, said.Port, said.Security, said.User, said.Password is { Length: > 0 }, said.FromAddress, said.FromName, said.Address,
                true, 0), found);
        var servers = db.MailServers;
        var server = await servers.AsNoTracking().SingleOrDefaultAsync(ct);
        return new(server is null ? null : new(server.Host, server.Port, server.Security, server.UserName, server.Secret is not null,
            server.FromAddress, server.FromName, server.Address, false, server.Version), found);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/mail", (ShowMail feature, CancellationToken ct) => feature.Show(ct))
        .RequirePermission(ChannelPermissions.Manage).WithTags("Mail").WithSummary("The mail server, what waits to go out and what was given up")
        .Produces<Answer>();
}
