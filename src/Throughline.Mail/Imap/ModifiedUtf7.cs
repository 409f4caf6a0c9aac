using System.Text;

namespace Throughline.Mail.Imap;

/// <summary>The encoding of IMAP mailbox names: modified UTF-7 (RFC 3501 section 5.1.3).</summary>
public static class ModifiedUtf7
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

    /// <summary>Encodes a mailbox name for the wire. The result is printable ASCII.</summary>
    public static string Encode(string name)
    {
        var encoded = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length;)
        {
            if (name[i] == '&') { encoded.Append("&-"); i++; }
            else if (IsDirect(name[i])) encoded.Append(name[i++]);
            else
            {
                var end = i;
                while (end < name.Length && !IsDirect(name[end])) end++;
                AppendShifted(encoded, name.AsSpan(i, end - i));
                i = end;
            }
        }

        return encoded.ToString();
    }

    /// <summary>Decodes a mailbox name from the wire. A name that is not valid modified UTF-7 is returned as it came, so that it can still
    /// be shown and selected.</summary>
    public static string Decode(string encoded)
    {
        var name = new StringBuilder(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] != '&') { name.Append(encoded[i]); continue; }
            var end = encoded.IndexOf('-', i);
            if (end < 0) return encoded;
            if (end == i + 1) name.Append('&');
            else if (!TryAppendUnshifted(name, encoded.AsSpan(i + 1, end - i - 1))) return encoded;
            i = end;
        }

        // Only names that encode back to the same bytes mean the same mailbox.
        return Encode(name.ToString()) == encoded ? name.ToString() : encoded;
    }

    private static bool IsDirect(char c) => c is >= ' ' and <= '~';

    private static void AppendShifted(StringBuilder encoded, ReadOnlySpan<char> text)
    {
        encoded.Append('&');
        var (bits, count) = (0, 0);
        foreach (var c in text)
        {
            (bits, count) = ((bits << 16) | c, count + 16);
            for (; count >= 6; count -= 6) encoded.Append(Alphabet[(bits >> (count - 6)) & 63]);
            bits &= (1 << count) - 1;
        }

        if (count > 0) encoded.Append(Alphabet[(bits << (6 - count)) & 63]);
        encoded.Append('-');
    }

    private static bool TryAppendUnshifted(StringBuilder name, ReadOnlySpan<char> digits)
    {
        var (bits, count) = (0, 0);
        foreach (var digit in digits)
        {
            var six = Alphabet.IndexOf(digit, StringComparison.Ordinal);
            if (six < 0) return false;
            (bits, count) = ((bits << 6) | six, count + 6);
            if (count < 16) continue;
            count -= 16;
            name.Append((char)(bits >> count));
            bits &= (1 << count) - 1;
        }

        return true;
    }
}
