using MailKit;
using MailKit.Net.Smtp;
using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>
/// A connection to an SMTP server (RFC 5321), by MailKit within our limits, for any number of messages one after the other. Not for two threads at once.
/// </summary>
public sealed class SmtpClient : IAsyncDisposable
{
    /// <summary>What every server must take in one transaction (RFC 5321 section 4.5.3.1.8); more go in several.</summary>
    private const int RecipientsTogether = 100;

    private readonly GuardedStream _stream;
    private readonly ServerEar _ear;
    private readonly SmtpKit _kit;
    private readonly MailEndpoint _endpoint;
    private readonly ConnectionOptions _options;

    private SmtpClient(Stream wire, MailEndpoint endpoint, ConnectionOptions options)
    {
        (_endpoint, _options) = (endpoint, options);
        _stream = new GuardedStream(wire, options);
        _ear = new ServerEar(_stream, endpoint, options);
        _kit = new SmtpKit(_ear)
        {
            LocalDomain = options.HelloName,
            CheckCertificateRevocation = false,   // What is believed is for the endpoint's trust to say.
            ServerCertificateValidationCallback = (_, certificate, _, errors) => endpoint.Trust.Believes(certificate, errors),
        };
    }

    /// <summary>Whether the connection is private.</summary>
    public bool IsEncrypted => _kit.IsSecure;

    /// <summary>Whether the connection has ended and a new client is needed.</summary>
    public bool IsBroken => _stream.IsBroken || !_kit.IsConnected;

    /// <summary>The largest message the server takes, in bytes (SIZE, RFC 1870); null when it sets no limit.</summary>
    public long? MaxMessageBytes => _kit.MaxSize > 0 ? _kit.MaxSize : null;

    /// <summary>Connects, waits for the greeting, introduces itself and upgrades to TLS if asked to (RFC 3207).</summary>
    /// <exception cref="MailTransportException">The server cannot be reached, is too slow, is not trusted, turns us away, or speaks no SMTP.</exception>
    public static async Task<SmtpClient> Connect(MailEndpoint endpoint, ConnectionOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ConnectionOptions();
        if (OneLine.Require(options.HelloName, nameof(options)).Contains(' ', StringComparison.Ordinal))
            throw new UnsafeArgumentException("A name in EHLO holds no space.", nameof(options));
        return await Over(await Dialing.Dial(endpoint, options, ct), endpoint, options, ct);
    }

    /// <summary>The same over a connection that stands.</summary>
    internal static async Task<SmtpClient> Over(Stream wire, MailEndpoint endpoint, ConnectionOptions options, CancellationToken ct)
    {
        var client = new SmtpClient(wire, endpoint, options);
        try
        {
            client._stream.Await("the TLS handshake", options.Timeouts.Connect);
            await client.Guarded("our hello", () => client._kit.ConnectAsync(
                client._stream, endpoint.Host, endpoint.Port, MailKitErrors.Security(endpoint.Security), ct));
            return client;
        }
        catch (CommandRefusedException refused)
        {
            await client.DisposeAsync();
            throw new ConnectionFailedException($"{endpoint.Host} turned us away: {client._ear.LastLine}", refused);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Signs in by XOAUTH2, PLAIN (RFC 4616) or LOGIN, whichever fits the login and the server (RFC 4954).</summary>
    /// <exception cref="AuthenticationFailedException">The server does not accept the login or offers no way that we know.</exception>
    /// <exception cref="TlsFailedException">The connection is not private and <see cref="ConnectionOptions.AllowCleartextLogin"/> is off;
    /// nothing was sent.</exception>
    public async Task SignIn(MailLogin login, CancellationToken ct = default)
    {
        if (!IsEncrypted && !_options.AllowCleartextLogin)
            throw new TlsFailedException($"The connection to {_endpoint.Host} is not encrypted, so the login was not sent.");
        var mechanism = await login.Mechanism(_kit.AuthenticationMechanisms, ct)
            ?? throw new AuthenticationFailedException($"{_endpoint.Host} offers no way to sign in that fits this login.");
        _stream.Await("the answer to AUTH", _options.Timeouts.Reply);
        await Guarded("AUTH", () => _kit.AuthenticateAsync(mechanism, ct));
    }

    /// <summary>
    /// Sends one message and answers one verdict for each recipient. A failing connection is a verdict too, not an exception:
    /// <see cref="Delivery.TryLater"/> before the message was handed over, <see cref="Delivery.Uncertain"/> between then and the server's word.
    /// </summary>
    /// <param name="envelope">Who sends to whom.</param>
    /// <param name="message">A seekable stream, sent from where it stands. Lone CR or LF become CRLF.</param>
    /// <exception cref="UnsafeArgumentException">An address could smuggle a command; nothing was sent.</exception>
    /// <exception cref="ArgumentException">There is no recipient, or the stream cannot seek.</exception>
    public async Task<SendResult> Send(Envelope envelope, Stream message, CancellationToken ct = default)
    {
        envelope.Check();
        if (!message.CanSeek) throw new ArgumentException("The message must be a seekable stream, because it may be sent more than once.", nameof(message));
        var scan = await MessageScan.Of(message, ct);
        if (Unfit(envelope, scan) is { } why) return new([.. envelope.Recipients.Select(r => new RecipientVerdict(r.Address, Delivery.Refused, null, why))]);
        var start = message.Position;
        var verdicts = new Dictionary<EnvelopeRecipient, RecipientVerdict>();
        foreach (var group in envelope.Recipients.Where(CanReach).Distinct().Chunk(RecipientsTogether))
        {
            message.Position = start;
            var transaction = new SmtpTransaction(envelope, scan, verdicts);
            foreach (var recipient in group) transaction.Add(recipient);
            if (transaction.Mailboxes.Any()) await Run(transaction, message, scan, ct);
        }

        return new([.. envelope.Recipients.Select(r => verdicts.GetValueOrDefault(r)
            ?? new RecipientVerdict(r.Address, Delivery.Refused, null, "The server does not take addresses with such letters (no SMTPUTF8)."))]);
    }

    /// <summary>Asks whether the server is still there (RFC 5321 section 4.1.1.9).</summary>
    public async Task NoOp(CancellationToken ct = default)
    {
        _stream.Await("the reply to NOOP", _options.Timeouts.Reply);
        await Guarded("NOOP", () => _kit.NoOpAsync(ct));
    }

    /// <summary>Says goodbye and closes the connection (RFC 5321 section 4.1.1.10). How the goodbye goes does not matter: all was answered before.</summary>
    public async Task Quit(CancellationToken ct = default)
    {
        try
        {
            _stream.Await("the reply to QUIT", _options.Timeouts.Reply);
            if (!IsBroken) await Guarded("QUIT", () => _kit.DisconnectAsync(quit: true, ct));
        }
        catch (MailTransportException)
        {
            // Gone either way.
        }

        await DisposeAsync();
    }

    /// <summary>Closes the connection without a word.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _kit.Dispose();
    }

    private async Task Run(SmtpTransaction transaction, Stream message, MessageScan scan, CancellationToken ct)
    {
        _kit.Current = transaction;
        _kit.DeliveryStatusNotificationType = transaction.Envelope.ReturnWholeMessage
            ? DeliveryStatusNotificationType.Full
            : DeliveryStatusNotificationType.Unspecified;
        _stream.Await("the reply to MAIL", _options.Timeouts.Reply);
        var sender = WireAddress.Mailbox(transaction.Envelope.Sender ?? "")!;   // Looked at in Unfit.
        try
        {
            if (IsBroken) throw new ConnectionLostException("The connection has ended.");
            using var raw = RawMail.Of(message, makesLinesWhole: true, scan.HasEightBitBody, () => HandOver(transaction));
            var text = await _kit.SendAsync(transaction.Format(), raw, sender, transaction.Mailboxes, ct);
            transaction.Settle(SmtpReply.From((int)SmtpStatusCode.Ok, text));
        }
        catch (ServiceNotAuthenticatedException refused)
        {
            transaction.Settle(SmtpReply.From((int)SmtpStatusCode.AuthenticationRequired, refused.Message), overrules: true);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode is >= 400 and < 600)
        {
            var overrules = refused.ErrorCode == SmtpErrorCode.SenderNotAccepted;
            transaction.Settle(SmtpReply.From((int)refused.StatusCode, refused.Message), overrules);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await _stream.DisposeAsync();
            transaction.Settle(MailKitErrors.Named(error, _stream, _ear, _endpoint.Host, "the message").Message);
        }
        finally
        {
            _kit.Current = null;
        }
    }

    private void HandOver(SmtpTransaction transaction)
    {
        transaction.IsHandedOver = true;
        _stream.Await("the reply to the message", _options.Timeouts.Stored);
    }

    /// <summary>Why the server cannot take this message for anyone; null when it can.</summary>
    private string? Unfit(Envelope envelope, MessageScan scan)
    {
        if (scan.Bytes > MaxMessageBytes) return $"The message has {scan.Bytes} bytes; the server takes at most {MaxMessageBytes}.";
        if (scan.HasEightBitHeader && !TakesUtf8) return "The message's header is not ASCII and the server does not take that (no SMTPUTF8).";
        if ((scan.HasEightBitBody || scan.HasEightBitHeader) && !_kit.Capabilities.HasFlag(SmtpCapabilities.EightBitMime))
            return "The message's body is not ASCII and the server does not take that (no 8BITMIME).";
        if (envelope.Sender is not { Length: > 0 } sender) return null;
        if (!WireAddress.IsAscii(sender) && !TakesUtf8) return "The sender's address is not ASCII and the server does not take that (no SMTPUTF8).";
        return WireAddress.Mailbox(sender) is null ? $"'{sender}' is not an address." : null;
    }

    private bool TakesUtf8 => _kit.Capabilities.HasFlag(SmtpCapabilities.UTF8);

    private bool CanReach(EnvelopeRecipient recipient) => TakesUtf8 || WireAddress.IsAscii(recipient.Address);

    private async Task Guarded(string verb, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            var named = MailKitErrors.Named(error, _stream, _ear, _endpoint.Host, verb);
            if (named is AuthenticationFailedException) named = new AuthenticationFailedException(named.Message, _ear.LastLine.StartsWith('4'));
            else if (named is not CommandRefusedException) await _stream.DisposeAsync();
            if (ReferenceEquals(named, error)) throw;
            throw named;
        }
    }
}
