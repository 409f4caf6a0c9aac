using MimeKit;
using MimeKit.Cryptography;
using Throughline.Mail.Net;

namespace Throughline.Mail.Signing;

/// <summary>
/// Signs messages (RFC 6376, RFC 8463) by MimeKit, with relaxed canonicalisation of header and body. Fields that readers see are signed once more
/// than they occur, so that nobody can add another (RFC 6376, 8.15). Several keys give several signatures.
/// </summary>
public sealed class DkimSigner(params IReadOnlyList<DkimKey> keys)
{
    private static readonly string[] Signed =
    [
        "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
        "Auto-Submitted", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
    ];

    private static readonly string[] SignedOnceMore = ["From", "Reply-To", "To", "Cc", "Subject", "Date"];

    /// <summary>The message with a DKIM-Signature for each key before it. Line ends become CRLF, as they will be on the way.</summary>
    /// <param name="message">A whole message.</param>
    /// <param name="at">When it is signed, <c>t=</c>.</param>
    public byte[] Sign(ReadOnlySpan<byte> message, DateTimeOffset at)
    {
        var bytes = WithCrlf(message);
        using var parsed = Parsed(bytes);
        var names = Names(parsed);
        using var signed = new MemoryStream();
        foreach (var key in keys)
        {
            new TimedSigner(key, at).Sign(parsed, names);
            var signature = parsed.Headers[0];
            signed.Write(signature.RawField);
            signed.Write(":"u8);
            signed.Write(WithCrlf(signature.RawValue));
            parsed.Headers.RemoveAt(0);
        }

        signed.Write(bytes);
        return signed.ToArray();
    }

    /// <summary>The header as MimeKit reads it, and the body as it is, so that what is signed are the very bytes that are sent.</summary>
    private static MimeMessage Parsed(byte[] bytes)
    {
        var blank = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var body = bytes.AsSpan().StartsWith("\r\n"u8) ? 2 : blank < 0 ? bytes.Length : blank + 4;
        using var header = new MemoryStream([.. bytes.AsSpan(0, body), .. blank < 0 ? "\r\n\r\n"u8 : default]);
        var message = MimeMessage.Load(header);
        var raw = RawMail.Part(new MemoryStream(bytes[body..]));
        if (message.Body is { } parsed)
            foreach (var field in parsed.Headers) raw.Headers.Add(field.Clone());
        message.Body = raw;
        return message;
    }

    private static List<string> Names(MimeMessage message)
    {
        var names = new List<string>();
        foreach (var name in Signed)
        {
            var fields = name.StartsWith("Content-", StringComparison.Ordinal) ? message.Body!.Headers : message.Headers;
            var times = fields.Count(field => field.Field.Equals(name, StringComparison.OrdinalIgnoreCase)) + (SignedOnceMore.Contains(name) ? 1 : 0);
            for (var i = 0; i < times; i++) names.Add(name);
        }

        return names;
    }

    private static byte[] WithCrlf(ReadOnlySpan<byte> message) => new WholeLinesFilter(endsLastLine: false).Whole(message);

    private sealed class TimedSigner : MimeKit.Cryptography.DkimSigner
    {
        private readonly DateTimeOffset _at;

        public TimedSigner(DkimKey key, DateTimeOffset at) : base(key.Private, key.Domain, key.Selector, key.Kind)
        {
            _at = at;
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
        }

        protected override long GetTimestamp() => _at.ToUnixTimeSeconds();
    }
}
