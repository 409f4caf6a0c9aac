using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Throughline.Mail.Signing;

/// <summary>
/// Signs messages (RFC 6376, RFC 8463) with relaxed canonicalisation of header and body. Fields that readers see are signed once more
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
        var bytes = Canonical.WithCrlf(message);
        var (fields, body) = Canonical.Split(bytes);
        var bodyHash = Convert.ToBase64String(SHA256.HashData(Canonical.RelaxedBody(body)));
        var signatures = new StringBuilder();
        foreach (var key in keys) signatures.Append(Signature(key, fields, bodyHash, at));
        return [.. Encoding.ASCII.GetBytes(signatures.ToString()), .. bytes];
    }

    private static string Signature(DkimKey key, List<Canonical.Field> fields, string bodyHash, DateTimeOffset at)
    {
        var names = Names(fields);
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var header =
            $"DKIM-Signature: v=1; a={key.Algorithm}; c=relaxed/relaxed; d={key.Domain};\r\n s={key.Selector}; t={time};\r\n"
                + $" h={FoldedNames(names)};\r\n bh={bodyHash};\r\n b=";
        var data = Canonical.SignedData(fields, names, Encoding.ASCII.GetBytes(header));
        var value = Convert.ToBase64String(key.Sign(data));
        return header + string.Join("\r\n ", value.Chunk(72).Select(c => new string(c))) + "\r\n";
    }

    private static List<string> Names(List<Canonical.Field> fields)
    {
        var names = new List<string>();
        foreach (var name in Signed)
        {
            var times = fields.Count(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) + (SignedOnceMore.Contains(name) ? 1 : 0);
            for (var i = 0; i < times; i++) names.Add(name);
        }
        return names;
    }

    private static string FoldedNames(List<string> names)
    {
        var folded = new StringBuilder();
        var column = 3;
        foreach (var name in names)
        {
            if (folded.Length > 0) { folded.Append(':'); column++; }
            if (column + name.Length > 72) { folded.Append("\r\n  "); column = 2; }
            folded.Append(name);
            column += name.Length;
        }
        return folded.ToString();
    }
}
