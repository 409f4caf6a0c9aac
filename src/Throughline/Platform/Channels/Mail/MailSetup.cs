using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Mail.Net;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Security.Protection;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Channels.Mail;

/// <summary>What is needed to send a mail now.</summary>
/// <param name="Key">Changes whenever anything of it does: a connection is kept under it.</param>
/// <param name="Address">Where the program is reached, without a slash at its end.</param>
public sealed record MailRoute(
    string Key, string Host, int Port, string Security, string? User, string? Password, string FromAddress, string FromName, string Address)
{
    public static readonly string[] Securities = ["starttls", "tls", "none"];

    public TransportSecurity Transport => Security switch { "tls" => TransportSecurity.Tls, "none" => TransportSecurity.None, _ => TransportSecurity.StartTls };

    /// <summary>Nobody listens on the way to this very machine.</summary>
    public bool IsOnThisMachine => Host is "localhost" or "127.0.0.1" or "::1";

    public static int UsualPort(string? security) => security switch { "tls" => 465, "none" => 25, _ => 587 };

    // A record would print its password.
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>Which mail server holds: that of the server's settings, else that of the page, else none.</summary>
public sealed class MailSetup(ThroughlineDb db, IConfiguration configuration, Secrets secrets, CompanyCard company) : IPart
{
    private MailSettings? Said => configuration.GetSection(MailSettings.Section).Get<MailSettings>() is { Host.Length: > 0 } said ? said : null;

    /// <summary>The server's settings say it, and the page cannot change it.</summary>
    public bool IsConfigured => Said is not null;

    /// <summary>Null where nothing is set up.</summary>
    public async Task<MailRoute?> Find(CancellationToken ct)
    {
        if (Said is { } said) return Of(said);
        var servers = db.MailServers;
        return await servers.AsNoTracking().SingleOrDefaultAsync(ct) is { } server ? Of(server) : null;
    }

    /// <summary>As it would be with what somebody enters.</summary>
    public MailRoute Of(MailServer server) => new(
        $"page:{server.Version}", server.Host, server.Port, server.Security, server.UserName,
        server.Secret is { } secret ? secrets.Unprotect(secret, MailServer.SecretPurpose) : null,
        server.FromAddress, server.FromName ?? company.Name, server.Address.TrimEnd('/'));

    private MailRoute Of(MailSettings said)
    {
        var security = said.Security?.ToLowerInvariant() ?? "starttls";
        return new(
            $"settings:{said.Host}:{said.Port}", said.Host!, said.Port ?? MailRoute.UsualPort(security), security, said.User, said.Password,
            said.From ?? said.User ?? $"throughline@{said.Host}", said.FromName ?? company.Name, (said.Address ?? "http://localhost:5080").TrimEnd('/'));
    }
}
