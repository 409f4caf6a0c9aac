using Throughline.Mail.Net;

namespace Throughline.Tests.Mail.Servers;

/// <summary>
/// A real postfix. It keeps mail for anna@ and bert@example.test in maildirs, tells later@ to come later,
/// and pushes mail for push.test by LMTP and for relay.test by SMTP to ports on which a test may listen.
/// Signing in goes through the dovecot at the given port.
/// </summary>
public sealed class PostfixServer(int saslPort) : IAsyncDisposable
{
    public const int MaxMessageBytes = 20_480_000;

    private readonly ServerFolder _folder = new();
    private readonly int[] _ports = ServerFolder.FreePorts(4);

    public int LmtpPushPort => _ports[2];
    public int SmtpPushPort => _ports[3];

    public MailEndpoint Smtp(TransportSecurity security) =>
        new("localhost", _ports[security == TransportSecurity.Tls ? 1 : 0], security) { Trust = TestCertificate.Trusted };

    public string Log => _folder.Read("mail.log");

    /// <summary>Waits until a delivered mail holds this text, and returns its bytes.</summary>
    public async Task<byte[]> Delivered(string user, string text)
    {
        var box = Path.Combine(_folder.Path, "mail", user, "new");
        for (var attempt = 0; attempt < 200; attempt++)
        {
            foreach (var file in Directory.Exists(box) ? Directory.GetFiles(box) : [])
            {
                var bytes = await File.ReadAllBytesAsync(file);
                if (bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0) return bytes;
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"No mail with '{text}' reached {user}:\n{Log}");
    }

    public async ValueTask InitializeAsync()
    {
        ServerFolder.Require("/usr/sbin/postfix", "postfix");
        if (!ServerFolder.IsRoot) throw new InvalidOperationException("postfix starts only as root, so these tests must run as root.");
        _folder.Write("tls.pem", TestCertificate.KeyPem + "\n" + TestCertificate.CertificatePem);
        ServerFolder.Permit(Path.Combine(_folder.Path, "tls.pem"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _folder.Write("conf/main.cf", Main());
        _folder.Write("conf/master.cf", Master());
        ServerFolder.Permit(_folder.Path, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "spool"));
        await ServerFolder.Run("/usr/bin/install", "-d", "-o", "postfix", "-m", "700", Path.Combine(_folder.Path, "data"));
        await ServerFolder.Run("/usr/bin/install", "-d", "-m", "777", Path.Combine(_folder.Path, "mail"));
        await ServerFolder.Run("/usr/sbin/postfix", "-c", Path.Combine(_folder.Path, "conf"), "check");
        await _folder.Start(_ports[0], "mail.log", "/usr/lib/postfix/sbin/master", "-c", Path.Combine(_folder.Path, "conf"), "-d");
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private string Main() => $$"""
        compatibility_level = 3.6
        queue_directory = {{_folder.Path}}/spool
        data_directory = {{_folder.Path}}/data
        daemon_directory = /usr/lib/postfix/sbin
        command_directory = /usr/sbin
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {{_folder.Path}}/mail.log
        maillog_file_prefixes = {{_folder.Path}}
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = mail.example.test
        mydestination =
        mynetworks = 127.0.0.0/8
        alias_maps =
        alias_database =
        virtual_mailbox_domains = example.test
        virtual_mailbox_base = {{_folder.Path}}/mail
        virtual_mailbox_maps = inline:{ { anna@example.test = anna/ }, { bert@example.test = bert/ }, { jörg@example.test = joerg/ } }
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        mailbox_size_limit = 0
        virtual_mailbox_limit = 0
        message_size_limit = {{MaxMessageBytes}}
        smtputf8_enable = yes
        relay_domains = push.test, relay.test
        transport_maps = inline:{ { push.test = lmtp:inet:127.0.0.1:{{LmtpPushPort}} }, { relay.test = smtp:[127.0.0.1]:{{SmtpPushPort}} } }
        smtpd_relay_restrictions = reject_unauth_destination
        smtpd_recipient_restrictions = check_recipient_access inline:{ { later@example.test = 450 4.2.1 Come back later } }
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = inet:127.0.0.1:{{saslPort}}
        smtpd_tls_chain_files = {{_folder.Path}}/tls.pem
        smtpd_tls_security_level = may
        smtpd_client_connection_count_limit = 0
        smtp_tls_security_level = may
        lmtp_tls_security_level = may
        queue_run_delay = 1s
        minimal_backoff_time = 1s
        maximal_backoff_time = 2s
        smtp_destination_concurrency_failed_cohort_limit = 0
        lmtp_destination_concurrency_failed_cohort_limit = 0

        """;

    private string Master() => $"""
        {_ports[0]}  inet  n  -  n  -      50  smtpd
        {_ports[1]}  inet  n  -  n  -      50  smtpd -o smtpd_tls_wrappermode=yes
        pickup    unix  n  -  n  60     1   pickup
        cleanup   unix  n  -  n  -      0   cleanup
        qmgr      unix  n  -  n  1      1   qmgr
        tlsmgr    unix  -  -  n  1000?  1   tlsmgr
        rewrite   unix  -  -  n  -      -   trivial-rewrite
        bounce    unix  -  -  n  -      0   bounce
        defer     unix  -  -  n  -      0   bounce
        trace     unix  -  -  n  -      0   bounce
        verify    unix  -  -  n  -      1   verify
        flush     unix  n  -  n  1000?  0   flush
        proxymap  unix  -  -  n  -      -   proxymap
        showq     unix  n  -  n  -      -   showq
        error     unix  -  -  n  -      -   error
        retry     unix  -  -  n  -      -   error
        discard   unix  -  -  n  -      -   discard
        virtual   unix  -  n  n  -      -   virtual
        smtp      unix  -  -  n  -      -   smtp
        lmtp      unix  -  -  n  -      -   lmtp
        anvil     unix  -  -  n  -      1   anvil
        postlog   unix-dgram  n  -  n  -  1  postlogd

        """;
}
