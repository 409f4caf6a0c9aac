using System.Security.Cryptography;
using System.Text;

namespace Throughline.Tests.Mail.Signing;

/// <summary>
/// A verifier as a receiver would write it from RFC 6376 (3.4.2, 3.4.4, 6.1.3), so that the library that signs is not the one that verifies.
/// </summary>
internal static class RelaxedDkim
{
    /// <summary>One header field: its name, and its bytes from the name on, without the last line break.</summary>
    public sealed record Field(string Name, byte[] Bytes);

    /// <summary>Whether the first field of a mail is a signature that fits its body and its other fields.</summary>
    public static bool Verifies(string mail, Func<byte[], byte[], bool> verify)
    {
        var (all, body) = Split(Encoding.Latin1.GetBytes(mail));
        var (signature, fields) = (Encoding.Latin1.GetString(all[0].Bytes), all[1..]);
        var tags = signature["DKIM-Signature:".Length..]
            .Split(';')
            .Select(t => t.Split('=', 2))
            .ToDictionary(t => t[0].Trim(), t => string.Concat(t[1].Where(c => !char.IsWhiteSpace(c))));
        if (Convert.ToBase64String(SHA256.HashData(RelaxedBody(body))) != tags["bh"]) return false;
        var bare = signature[..(signature.LastIndexOf("b=", StringComparison.Ordinal) + 2)];
        while (!bare.TrimEnd('b', '=').TrimEnd().EndsWith(';')) bare = bare[..(bare.LastIndexOf("b=", bare.Length - 3, StringComparison.Ordinal) + 2)];
        return verify(SignedData(fields, tags["h"].Split(':'), Encoding.Latin1.GetBytes(bare)), Convert.FromBase64String(tags["b"]));
    }

    /// <summary>The header fields, and the body behind the blank line.</summary>
    public static (List<Field> Fields, byte[] Body) Split(byte[] message)
    {
        var fields = new List<Field>();
        var at = 0;
        while (at < message.Length)
        {
            var end = FieldEnd(message, at);
            if (end == at) { at += 2; break; }
            var bytes = message[at..end];
            var colon = Array.IndexOf(bytes, (byte)':');
            if (colon > 0) fields.Add(new(Encoding.ASCII.GetString(bytes, 0, colon).TrimEnd(), bytes));
            at = Math.Min(end + 2, message.Length);
        }
        return (fields, message[Math.Min(at, message.Length)..]);
    }

    /// <summary>Blanks at line ends go, runs of blanks become one, empty lines at the end go; a body that is not empty ends with CRLF.</summary>
    public static byte[] RelaxedBody(ReadOnlySpan<byte> body)
    {
        var relaxed = new List<byte>(body.Length);
        while (!body.IsEmpty)
        {
            var end = body.IndexOf("\r\n"u8);
            AddRelaxed((end < 0 ? body : body[..end]).TrimEnd(" \t"u8), relaxed);
            relaxed.Add((byte)'\r');
            relaxed.Add((byte)'\n');
            body = end < 0 ? default : body[(end + 2)..];
        }
        while (relaxed is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n']) relaxed.RemoveRange(relaxed.Count - 2, 2);
        return relaxed is [(byte)'\r', (byte)'\n'] ? [] : [.. relaxed];
    }

    /// <summary>The named fields from the last occurrence up, in relaxed form, then the signature itself with an empty <c>b=</c> and
    /// without line break.</summary>
    public static byte[] SignedData(List<Field> fields, IReadOnlyList<string> names, byte[] signature)
    {
        var data = new List<byte>();
        var used = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var skip = used.GetValueOrDefault(name);
            used[name] = skip + 1;
            var field = fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Reverse().Skip(skip).FirstOrDefault();
            if (field is not null) data.AddRange([.. RelaxedField(field.Bytes), (byte)'\r', (byte)'\n']);
        }
        data.AddRange(RelaxedField(signature));
        return [.. data];
    }

    private static List<byte> RelaxedField(ReadOnlySpan<byte> field)
    {
        var colon = field.IndexOf((byte)':');
        var name = Encoding.ASCII.GetString(field[..colon]).Trim().ToLowerInvariant();
        List<byte> relaxed = [.. Encoding.ASCII.GetBytes(name), (byte)':'];
        AddRelaxed(field[(colon + 1)..].Trim(" \t\r\n"u8), relaxed);
        return relaxed;
    }

    private static void AddRelaxed(ReadOnlySpan<byte> text, List<byte> relaxed)
    {
        var blank = false;
        foreach (var b in text)
        {
            if (b is (byte)' ' or (byte)'\t') { blank = true; continue; }
            if (b is (byte)'\r' or (byte)'\n') continue;
            if (blank) relaxed.Add((byte)' ');
            blank = false;
            relaxed.Add(b);
        }
    }

    private static int FieldEnd(byte[] message, int at)
    {
        while (true)
        {
            var found = message.AsSpan(at).IndexOf("\r\n"u8);
            if (found < 0) return message.Length;
            var end = at + found;
            if (end + 2 >= message.Length || message[end + 2] is not ((byte)' ' or (byte)'\t') || found == 0) return end;
            at = end + 2;
        }
    }
}
