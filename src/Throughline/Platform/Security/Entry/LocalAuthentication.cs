using System.Net.Sockets;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Entry;

/// <summary>Whoever can open the socket in the owner-only data folder is the operator of this machine: the command line comes this way.</summary>
public sealed class LocalAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Only our own socket counts: a reverse proxy may well reach us over another one.</summary>
    public static bool IsLocal(HttpContext http) =>
        http.Features.Get<LocalSocket>() is not null
        || (http.Features.Get<IConnectionSocketFeature>()?.Socket.LocalEndPoint is UnixDomainSocketEndPoint socket
            && socket.ToString() == http.RequestServices.GetRequiredService<DataFolder>().Socket);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsLocal(Context)) return Task.FromResult(AuthenticateResult.NoResult());
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "local operator")], Schemes.Local));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(who, Schemes.Local)));
    }
}

/// <summary>Set as a connection feature on a listener whose path is not the data folder's own, when that path would be too long for a socket.</summary>
public sealed record LocalSocket;
