using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>
/// Reads mail as it really arrives (RFC 5322, 2045 to 2049, 2047, 2231, 6532). Never throws on input; time and memory are bounded by
/// <see cref="ReadLimits"/>; the bytes given are kept and must not be changed afterwards.
/// </summary>
public static class MailReader
{
    /// <summary>Reads one message. What breaks the standards is read as its sender most likely meant it and named in
    /// <see cref="MailMessage.Defects"/>.</summary>
    public static MailMessage Read(ReadOnlyMemory<byte> bytes, ReadLimits? limits = null) => Read(bytes, limits ?? ReadLimits.Default, 0);

    internal static MailMessage Read(ReadOnlyMemory<byte> bytes, ReadLimits limits, int depth)
    {
        var defects = new Defects();
        var seen = bytes;
        if (bytes.Length > limits.Bytes)
        {
            defects.Add("The message is larger than the limit.");
            seen = bytes[..limits.Bytes];
        }
        return new(bytes, PartReader.Read(seen, limits, defects, depth), defects.Found);
    }
}
