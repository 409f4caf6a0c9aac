using Throughline.Mail.Net;

namespace Throughline.Mail.Pop3;

/// <summary>Signing in.</summary>
public sealed partial class Pop3Client
{
    /// <summary>Signs in by XOAUTH2, SASL PLAIN (RFC 5034) or USER and PASS, whichever fits the login and the server.</summary>
    /// <exception cref="AuthenticationFailedException">The server does not accept the login, offers no way that we know, or has the
    /// maildrop locked (then it is transient).</exception>
    /// <exception cref="TlsFailedException">The connection is not private and <see cref="ConnectionOptions.AllowCleartextLogin"/> is off;
    /// nothing was sent.</exception>
    public async Task SignIn(MailLogin login, CancellationToken ct = default)
    {
        if (!IsEncrypted && !_options.AllowCleartextLogin)
            throw new TlsFailedException($"The connection to {_endpoint.Host} is not encrypted, so the login was not sent.");
        var offered = _capabilities.GetValueOrDefault("SASL", "").Split(Blanks, StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        try
        {
            await (login switch
            {
                MailLogin.TokenLogin token when offered.Contains("XOAUTH2") => Authenticate("XOAUTH2", await token.XOAuth2(ct), ct),
                MailLogin.PasswordLogin password when offered.Contains("PLAIN") => Authenticate("PLAIN", password.Plain(), ct),
                MailLogin.PasswordLogin password => UserAndPass(password, ct),
                _ => throw new AuthenticationFailedException($"{_endpoint.Host} offers no way to sign in that fits this login."),
            });
        }
        catch (CommandRefusedException refused)
        {
            throw new AuthenticationFailedException($"{_endpoint.Host} did not accept the login of {login.User}: {refused.Message}", refused.IsTransient);
        }
    }

    private async Task UserAndPass(MailLogin.PasswordLogin login, CancellationToken ct)
    {
        await Demand($"USER {login.User}", ct);
        await Demand($"PASS {login.Password}", ct);
    }

    private async Task Authenticate(string mechanism, string response, CancellationToken ct)
    {
        var (kind, text) = await Ask($"AUTH {mechanism}", ct);
        if (kind == '?') (kind, text) = await Ask(response, ct);
        if (kind == '?') (kind, text) = await Ask("", ct);   // An error report (XOAUTH2): an empty line asks for the refusal itself.
        if (kind == '+') return;
        throw new AuthenticationFailedException($"{_endpoint.Host} did not accept the login: {text}",
            text.StartsWith("[IN-USE]", StringComparison.OrdinalIgnoreCase) || text.StartsWith("[SYS/TEMP]", StringComparison.OrdinalIgnoreCase));
    }
}
