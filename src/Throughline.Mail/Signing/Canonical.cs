using System.Text;

namespace Throughline.Mail.Signing;

/// <summary>The relaxed forms of header and body that DKIM signs (RFC 6376, 3.4.2 and 3.4.4).</summary>
internal static class Canonical
{
    /// <summary>One header field: its name, and its bytes from the name on, without the last line break.</summary>
    public sealed record Field(string Name, byte[] Bytes);

    /// <summary>Every lone CR or LF becomes CRLF (RFC 6376, 5.3).</summary>
    public static byte[] WithCrlf(ReadOnlySpan<byte> message)
    {
        var bytes = new List<byte>(message.Length + 64);
        for (var i = 0; i < message.Length; i++)
        {
            var b = message[i];
            if (b is not ((byte)'\r' or (byte)'\n')) { bytes.Add(b); continue; }
            if (b == '\r' && i + 1 < message.Length && message[i + 1] == '\n') i++;
            bytes.Add((byte)'\r');
            bytes.Add((byte)'\n');
        }
        return [.. bytes];
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
