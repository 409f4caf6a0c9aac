using System.Net;
using System.Text;
using MailKit.Security;

namespace Throughline.Mail.Net;

/// <summary>Who we are to a mail server. Never prints its secret.</summary>
public abstract class MailLogin
{
    private MailLogin(string user) => User = OneLine.Require(user, nameof(user));

    /// <summary>The account's name, usually the mail address.</summary>
    public string User { get; }

    /// <summary>A user and a password, by LOGIN, USER/PASS or SASL PLAIN (RFC 4616), whichever the server takes.</summary>
    /// <exception cref="UnsafeArgumentException">Either holds a line break or NUL.</exception>
    public static MailLogin WithPassword(string user, string password) => new PasswordLogin(user, password);

    /// <summary>A user and an OAuth 2 access token by SASL XOAUTH2, asked for anew at each sign-in so that it is fresh.</summary>
    /// <exception cref="UnsafeArgumentException">The user holds a line break or NUL.</exception>
    public static MailLogin WithToken(string user, Func<CancellationToken, ValueTask<string>> token) => new TokenLogin(user, token);

    /// <summary>The SASL mechanism of MailKit that fits this login and what the server offers; null when none does.</summary>
    internal abstract ValueTask<SaslMechanism?> Mechanism(ICollection<string> offered, CancellationToken ct);

    /// <summary>The user's name only.</summary>
    public sealed override string ToString() => User;

    internal sealed class PasswordLogin(string user, string password) : MailLogin(user)
    {
        public string Password { get; } = OneLine.Require(password, nameof(password));

        public NetworkCredential Credentials => new(User, Password);

        internal override ValueTask<SaslMechanism?> Mechanism(ICollection<string> offered, CancellationToken ct) => ValueTask.FromResult<SaslMechanism?>(
            offered.Contains("PLAIN") ? new SaslMechanismPlain(Encoding.UTF8, User, Password)
            : offered.Contains("LOGIN") ? new SaslMechanismLogin(Encoding.UTF8, User, Password)
            : null);

        /// <summary>The PLAIN message of RFC 4616 section 2, in base64.</summary>
        public string Plain() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{User}\0{Password}"));
    }

    internal sealed class TokenLogin(string user, Func<CancellationToken, ValueTask<string>> token) : MailLogin(user)
    {
        public async ValueTask<string> XOAuth2(CancellationToken ct) =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"user={User}\u0001auth=Bearer {await Bearer(ct)}\u0001\u0001"));

        internal override async ValueTask<SaslMechanism?> Mechanism(ICollection<string> offered, CancellationToken ct) =>
            offered.Contains("XOAUTH2") ? new SaslMechanismOAuth2(User, await Bearer(ct)) : null;

        private async ValueTask<string> Bearer(CancellationToken ct)
        {
            var bearer = OneLine.Require(await token(ct), nameof(token));
            return bearer.Contains('\u0001') ? throw new UnsafeArgumentException("The token holds a control character.", nameof(token)) : bearer;
        }
    }
}
