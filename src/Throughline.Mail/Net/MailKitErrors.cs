using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Throughline.Mail.Net;

/// <summary>Puts MailKit's errors into our words. No text that we sent is among them.</summary>
internal static class MailKitErrors
{
    /// <summary>How MailKit secures a connection of this kind.</summary>
    public static SecureSocketOptions Security(TransportSecurity security) => security switch
    {
        TransportSecurity.None => SecureSocketOptions.None,
        TransportSecurity.StartTls => SecureSocketOptions.StartTls,
        TransportSecurity.Tls => SecureSocketOptions.SslOnConnect,
    };

    /// <summary>The error to throw; the same one when it is a cancellation or a mistake of the caller.</summary>
    public static Exception Named(Exception error, GuardedStream stream, ServerEar ear, string host, string verb)
    {
        if (error is OperationCanceledException) return error;
        if (stream.Failure is { } failure) return failure;
        return error switch
        {
            MailTransportException => error,
            SslHandshakeException tls => new TlsFailedException($"No trusted TLS connection to {host}: {tls.InnerException?.Message ?? "no handshake"}", tls),
            AuthenticationException => new AuthenticationFailedException($"{host} did not accept the login: {ear.LastLine}"),
            SmtpCommandException refused => new CommandRefusedException($"{verb} was refused: {Reply(refused)}", (int)refused.StatusCode is >= 400 and < 500,
                ((int)refused.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            CommandException => new CommandRefusedException($"{verb} was refused: {ear.LastLine}", isTransient: false),
            NotSupportedException missing => new TlsFailedException($"{host} cannot do what is needed: {missing.Message}", missing),
            ServiceNotConnectedException or ObjectDisposedException => new ConnectionLostException("The connection was already lost.", error),
            InvalidOperationException when error.GetType() == typeof(InvalidOperationException) => error,   // Two commands at once, by the caller.
            ProtocolException when error.Message.Contains("disconnected", StringComparison.Ordinal) =>
                new ConnectionLostException($"The connection was closed while waiting for the answer to {verb}.", error),
            IOException or System.Net.Sockets.SocketException => new ConnectionLostException($"The connection was lost during {verb}: {error.Message}", error),
            _ => new ProtocolBrokenException($"The server's answer to {verb} makes no sense: {error.Message}"),
        };
    }

    private static string Reply(SmtpCommandException refused) => $"{(int)refused.StatusCode} {refused.Message}";
}
