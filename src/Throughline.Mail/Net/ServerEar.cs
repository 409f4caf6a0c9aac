using System.Text;
using MailKit;

namespace Throughline.Mail.Net;

/// <summary>
/// Reads along what MailKit and a server say, in the clear, before MailKit takes it in: names the waits, keeps answers within bounds, and lets nothing
/// be slipped in before TLS begins. What it throws breaks the connection. It keeps no more than the last line, and nothing that we said.
/// </summary>
internal class ServerEar(GuardedStream stream, MailEndpoint endpoint, ConnectionOptions options) : IProtocolLogger
{
    /// <summary>The most that one answer may have without message bodies; enough for a list of a million messages.</summary>
    private const int MostAnswered = 64 * 1024 * 1024;
    private const int LongestKept = 64 * 1024;
    private const int KeptOfLonger = 1024;

    private readonly StringBuilder _line = new();
    private long _answered;
    private bool _hasGreeted, _isUpgrading, _mayOnlyShakeHands;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>The last whole line that the server said, as far as it is kept.</summary>
    public string LastLine { get; private set; } = "";

    protected GuardedStream Stream => stream;
    protected MailEndpoint Endpoint => endpoint;
    protected ConnectionOptions Options => options;

    public void LogConnect(Uri uri) => stream.Await("the server's greeting", options.Timeouts.Greeting);

    public void LogClient(byte[] buffer, int offset, int count)
    {
        var said = buffer.AsSpan(offset, count);
        _answered = 0;
        if (_mayOnlyShakeHands) stream.Await("the server's answer over TLS", options.Timeouts.Reply);
        _mayOnlyShakeHands = false;
        _isUpgrading = said.EndsWith("STARTTLS\r\n"u8) || said.EndsWith("STLS\r\n"u8);
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (!_hasGreeted) stream.Await("the answer to our hello", options.Timeouts.Reply);
        _hasGreeted = true;
        Hear(buffer.AsSpan(offset, count));
    }

    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Breaks the connection and returns the error to throw.</summary>
    protected MailTransportException Broke(string why) => stream.Fail(new ProtocolBrokenException(why));

    /// <summary>Takes what the server said, in any pieces.</summary>
    protected virtual void Hear(Span<byte> said)
    {
        if (_mayOnlyShakeHands) throw Broke("The server spoke on in the clear after agreeing to TLS.");
        if ((_answered += said.Length) > MostAnswered) throw Broke($"An answer exceeds {MostAnswered} bytes.");
        while (!said.IsEmpty)
        {
            var end = said.IndexOf((byte)'\n');
            var piece = end < 0 ? said : said[..end];
            _line.Append(Encoding.Latin1.GetString(piece));
            if (_line.Length > LongestKept) _line.Remove(KeptOfLonger, _line.Length - (2 * KeptOfLonger));
            said = end < 0 ? default : said[(end + 1)..];
            if (end >= 0) EndLine(isAll: said.IsEmpty);
        }
    }

    /// <summary>A line of the server is whole.</summary>
    protected virtual void HearLine(string line) => LastLine = line;

    private void EndLine(bool isAll)
    {
        var line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        HearLine(line);
        if (!_isUpgrading || line.StartsWith('*') || line is [_, _, _, '-', ..]) return;
        if (!isAll) throw Broke("The server spoke on in the clear after agreeing to TLS.");
        _isUpgrading = false;
        _mayOnlyShakeHands = true;
        stream.Await("the TLS handshake", options.Timeouts.Connect);
    }
}
