using System.Text;
using Throughline.Mail.Messages;
using Throughline.Mail.Reading;

namespace Throughline.Tests.Mail;

/// <summary>Short ways to write a message down in a test. Line ends become CRLF; characters up to U+00FF become one byte each.</summary>
internal static class Letter
{
    public static MailMessage Read(string text, ReadLimits? limits = null) => MailReader.Read(Bytes(text), limits);

    public static byte[] Bytes(string text) =>
        Encoding.Latin1.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal));

    public static MailMessage Body(string headers, string body) => Read($"{headers}\n\n{body}");

    public static string Utf8(this byte[] bytes) => Encoding.UTF8.GetString(bytes);

    public static string Utf8(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
