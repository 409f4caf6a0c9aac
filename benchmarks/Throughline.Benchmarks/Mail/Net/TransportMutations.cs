namespace Throughline.Benchmarks.Mail.Net;

/// <summary>Damages what a server or client might say. The same seed and number make the same input again.</summary>
public static class TransportMutations
{
    private const int Longest = 4096;

    private static readonly byte[][] Pieces = [.. new[]
    {
        "\r\n", "\n", "\r", "\0", ".", "\r\n.\r\n", "\n.\n", "\r.\r", " ", "(", ")", "((((((((", "))))", "\"", "\\", "{5}\r\n", "{0}\r\n",
        "{4294967296}\r\n", "{99999999999999999999}\r\n", "{-1}\r\n",
        "{3+}\r\n", "~{2}\r\nab", "NIL", "UID 1", "UID 0", "UID 4294967295", "BODY[] {3}\r\nabc", "BODY[", "]", "*", "+", "+ ", "A1 OK",
        "* BYE", "[UIDVALIDITY 1]", "[COPYUID 1 1:4294967295 2]", "&", "&-", "&AAA-", ",",
        "1:4294967295", "-", "250-", "250 ", "421 ", "999", "<", ">", "<>", "<\"", "@", "MAIL FROM:", "RCPT TO:", "DATA\r\n", "RSET\r\n",
        "EHLO x\r\n", " SIZE=9223372036854775807", " SMTPUTF8", "\u00e9", "\ud83d\ude00", "\u0085",
    }.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>One damaged input made from the samples.</summary>
    public static byte[] Make(IReadOnlyList<byte[]> samples, Random random)
    {
        var input = new List<byte>(samples[random.Next(samples.Count)]);
        for (var changes = random.Next(1, 8); changes > 0; changes--) Change(input, samples, random);
        if (input.Count > Longest) input.RemoveRange(Longest, input.Count - Longest);
        return [.. input];
    }

    private static void Change(List<byte> input, IReadOnlyList<byte[]> samples, Random random)
    {
        var at = random.Next(input.Count + 1);
        var count = Math.Min(random.Next(1, 40), input.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < input.Count: input[at] = (byte)random.Next(256); break;
            case 1 when at < input.Count: input[at] ^= (byte)(1 << random.Next(8)); break;
            case 2: input.RemoveRange(at, count); break;
            case 3: input.InsertRange(at, input.GetRange(at, count)); break;
            case 4: input.RemoveRange(at, input.Count - at); break;
            case 5:
                var other = samples[random.Next(samples.Count)];
                input.InsertRange(at, other.AsSpan(random.Next(other.Length)));
                break;
            default: input.InsertRange(at, Pieces[random.Next(Pieces.Length)]); break;
        }
    }
}
