using System.Text;

namespace Throughline.Tests.Mail;

/// <summary>Raw mails to send and fetch.</summary>
internal static class TestMail
{
    public static byte[] About(string subject, string body = "Hello.") =>
        Encoding.UTF8.GetBytes(
            $"From: anna@example.test\r\nTo: bert@example.test\r\nSubject: {subject}\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n"
                + $"Message-ID: <{subject.Length}.1@example.test>\r\n\r\n{body}\r\n");

    /// <summary>A mail of this many bytes with long and short lines, dots at their starts, and every byte but NUL, CR and LF.</summary>
    public static byte[] OfBytes(int count, int seed)
    {
        var random = new Random(seed);
        var mail = new MemoryStream();
        mail.Write(Encoding.ASCII.GetBytes($"From: anna@example.test\r\nSubject: large {seed}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"));
        while (mail.Length < count - 2)
        {
            var line = new byte[Math.Min(random.Next(0, 900), count - 2 - (int)mail.Length)];
            for (var i = 0; i < line.Length; i++) line[i] = (byte)random.Next(32, 256);
            if (line.Length > 0 && random.Next(4) == 0) line[0] = (byte)'.';
            mail.Write(line);
            mail.Write("\r\n"u8);
        }

        return mail.ToArray();
    }

    public static async Task<byte[]> Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
