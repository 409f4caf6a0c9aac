using System.Text;
using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>Signing in (AUTH, RFC 4954).</summary>
public sealed partial class SmtpClient
{
    /// <summary>Signs in by XOAUTH2, PLAIN (RFC 4616) or LOGIN, whichever fits the login and the server.</summary>
    /// <exception cref="AuthenticationFailedException">The server does not accept the login or offers no way that we know.</exception>
    /// <exception cref="TlsFailedException">The connection is not private and <see cref="ConnectionOptions.AllowCleartextLogin"/> is off;
    /// nothing was sent.</exception>
    public async Task SignIn(MailLogin login, CancellationToken ct = default)
    {
        if (!IsEncrypted && !_options.AllowCleartextLogin)
            throw new TlsFailedException($"The connection to {_endpoint.Host} is not encrypted, so the login was not sent.");
        var offered = _extensions.GetValueOrDefault("AUTH", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reply = login switch
        {
            MailLogin.TokenLogin token when offered.Contains("XOAUTH2") => await Authenticate("XOAUTH2", [await token.XOAuth2(ct)], ct),
            MailLogin.PasswordLogin password when offered.Contains("PLAIN") => await Authenticate("PLAIN", [password.Plain()], ct),
            MailLogin.PasswordLogin password when offered.Contains("LOGIN") =>
                await Authenticate("LOGIN", [Base64(password.User), Base64(password.Password)], ct),
            _ => throw new AuthenticationFailedException($"{_endpoint.Host} offers no way to sign in that fits this login."),
        };
        if (!reply.IsOk) throw new AuthenticationFailedException($"{_endpoint.Host} did not accept the login of {login.User}: {reply}", reply.IsTransient);
    }

    /// <summary>Sends the steps one by one, each when it is asked for: some mechanisms of some servers take nothing on the first line.</summary>
    private async Task<SmtpReply> Authenticate(string mechanism, string[] steps, CancellationToken ct)
    {
        var reply = await Ask($"AUTH {mechanism}", ct);
        foreach (var step in steps)
        {
            if (reply.Code != 334) break;
            reply = await Step(step);
        }

        // One more challenge is an error report (XOAUTH2): an empty line asks for the refusal itself.
        if (reply.Code == 334) reply = await Step("");
        return reply.Code is >= 300 and < 400 ? throw _wire.Broke("The server asks on after AUTH is complete.") : reply;

        async Task<SmtpReply> Step(string line)
        {
            Say(line);
            await _wire.Flush(ct);
            return await Hear("AUTH", ct);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
