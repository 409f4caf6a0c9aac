using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Throughline.Mail.Imap;
using Throughline.Mail.Net;

namespace Throughline.Tests.Mail.Servers;

/// <summary>A real dovecot for IMAP and POP3. Any user may sign in with the password, or with a token of <see cref="Token"/>; each has
/// mailboxes of their own.</summary>
public sealed class DovecotServer : IAsyncDisposable
{
    public const string Password = "se\"cr\\et-pass";

    private static readonly byte[] TokenKey = [.. Enumerable.Range(65, 36).Select(i => (byte)i)];
    private readonly ServerFolder _folder = new();
    private readonly int[] _ports = ServerFolder.FreePorts(5);

    public int SaslPort => _ports[4];

    public MailEndpoint Imap(TransportSecurity security) => Endpoint(security == TransportSecurity.Tls ? 1 : 0, security);

    public MailEndpoint Pop3(TransportSecurity security) => Endpoint(security == TransportSecurity.Tls ? 3 : 2, security);

    public async Task<ImapClient> SignedIn(string user, ConnectionOptions? options = null, CancellationToken ct = default)
    {
        var client = await ImapClient.Connect(Imap(TransportSecurity.Tls), options, ct);
        await client.SignIn(MailLogin.WithPassword(user, Password), ct);
        return client;
    }

    /// <summary>An access token (a JWT) that this server believes.</summary>
    public static string Token(string user)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var signed = $"{Encoded(new { alg = "HS256", typ = "JWT" })}.{Encoded(new { sub = user, iat = now - 10, exp = now + 600, iss = "tests" })}";
        return $"{signed}.{Base64Url(HMACSHA256.HashData(TokenKey, Encoding.ASCII.GetBytes(signed)))}";

        static string Encoded(object part) => Base64Url(JsonSerializer.SerializeToUtf8Bytes(part));
        static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }

    public async ValueTask InitializeAsync()
    {
        ServerFolder.Require("/usr/sbin/dovecot", "dovecot-imapd dovecot-pop3d");
        _folder.Write("key.pem", TestCertificate.KeyPem);
        _folder.Write("cert.pem", TestCertificate.CertificatePem);
        _folder.Write("keys/default/HS256/default", Convert.ToBase64String(TokenKey));
        _folder.Write("oauth.conf",
            $"introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={_folder.Path}/keys/\nusername_attribute = sub\n");
        var user = ServerFolder.IsRoot ? "nobody" : Environment.UserName;
        _folder.Write("dovecot.conf", Configuration(user));
        string[] command = ["/usr/sbin/dovecot", "-F", "-c", $"{_folder.Path}/dovecot.conf"];
        if (ServerFolder.IsRoot) command = ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", .. command];
        await _folder.Start(_ports[0], "dovecot.log", command[0], command[1..]);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private MailEndpoint Endpoint(int port, TransportSecurity security) => new("localhost", _ports[port], security) { Trust = TestCertificate.Trusted };

    private string Configuration(string user) => $$"""
        protocols = imap pop3
        listen = 127.0.0.1
        base_dir = {{_folder.Path}}/run
        state_dir = {{_folder.Path}}/state
        log_path = {{_folder.Path}}/dovecot.log
        default_internal_user = {{user}}
        default_internal_group = {{(user == "nobody" ? "nogroup" : user)}}
        default_login_user = {{user}}
        mail_max_userip_connections = 100
        auth_failure_delay = 0
        ssl = yes
        ssl_cert = <{{_folder.Path}}/cert.pem
        ssl_key = <{{_folder.Path}}/key.pem
        disable_plaintext_auth = no
        auth_mechanisms = plain login xoauth2
        mail_location = maildir:{{_folder.Path}}/mail/%u
        passdb {
          driver = oauth2
          mechanisms = xoauth2
          args = {{_folder.Path}}/oauth.conf
        }
        passdb {
          driver = static
          mechanisms = plain login
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid={{user}} gid={{(user == "nobody" ? "nogroup" : user)}} home={{_folder.Path}}/home/%u
        }
        namespace inbox {
          inbox = yes
          separator = /
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{_ports[0]}}
          }
          inet_listener imaps {
            port = {{_ports[1]}}
            ssl = yes
          }
        }
        service pop3-login {
          chroot =
          inet_listener pop3 {
            port = {{_ports[2]}}
          }
          inet_listener pop3s {
            port = {{_ports[3]}}
            ssl = yes
          }
        }
        service auth {
          inet_listener {
            address = 127.0.0.1
            port = {{_ports[4]}}
          }
        }
        service anvil {
          chroot =
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service stats {
          chroot =
        }

        """;
}
