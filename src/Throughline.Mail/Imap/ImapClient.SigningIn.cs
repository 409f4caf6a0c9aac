using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>Signing in.</summary>
public sealed partial class ImapClient
{
    /// <summary>Signs in by XOAUTH2, SASL PLAIN (RFC 4616, RFC 4959) or LOGIN, whichever fits the login and the server.</summary>
    /// <exception cref="AuthenticationFailedException">The server does not accept the login or offers no way that we know.</exception>
    /// <exception cref="TlsFailedException">The connection is not private and <see cref="ConnectionOptions.AllowCleartextLogin"/> is off;
    /// nothing was sent.</exception>
    public async Task SignIn(MailLogin login, CancellationToken ct = default)
    {
        if (!IsEncrypted && !Options.AllowCleartextLogin)
            throw new TlsFailedException($"The connection to {_endpoint.Host} is not encrypted, so the login was not sent.");
        _connection.ForgetCapabilities();
        try
        {
            await (login switch
            {
                MailLogin.TokenLogin token when Can("AUTH=XOAUTH2") => Authenticate("XOAUTH2", await token.XOAuth2(ct), ct),
                MailLogin.PasswordLogin password when Can("AUTH=PLAIN") => Authenticate("PLAIN", password.Plain(), ct),
                MailLogin.PasswordLogin password when !Can("LOGINDISABLED") => LogIn(password, ct),
                _ => throw new AuthenticationFailedException($"{_endpoint.Host} offers no way to sign in that fits this login."),
            });
        }
        catch (CommandRefusedException refused)
        {
            throw new AuthenticationFailedException($"{_endpoint.Host} did not accept the login of {login.User}: {refused.Message}", refused.IsTransient);
        }

        IsSignedIn = true;
        if (!_connection.CapabilitiesAreKnown) await LearnCapabilities(ct);
    }

    private Task<ImapResponse> LogIn(MailLogin.PasswordLogin login, CancellationToken ct) =>
        _connection.Run(new ImapCommand("LOGIN").Argument(login.User, nameof(login)).Argument(login.Password, nameof(login)), null, ct);

    /// <summary>AUTHENTICATE with the first response on the same line when the server allows it (SASL-IR).</summary>
    private async Task<ImapResponse> Authenticate(string mechanism, string response, CancellationToken ct)
    {
        using var turn = _connection.TakeTurn();
        var command = new ImapCommand("AUTHENTICATE").Words(mechanism);
        var isSent = Can("SASL-IR");
        if (isSent) command.Words(response);
        var tag = await _connection.Send(command, null, ct);
        while (true)
        {
            var answer = await _connection.Next(tag, "AUTHENTICATE", Options.Timeouts.Reply, ct);
            if (answer.Tag == tag) return answer;
            if (!answer.IsContinuation) continue;

            // A second challenge is an error report (XOAUTH2): an empty line asks for the refusal itself.
            await _connection.SendLine(isSent ? "" : response, ct);
            isSent = true;
        }
    }
}
