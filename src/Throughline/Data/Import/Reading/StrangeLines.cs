using System.Text;
using System.Text.Unicode;

namespace Throughline.Data.Import.Reading;

/// <summary>The lines of a file that are no UTF-8, by which its encoding is guessed. A list of customers may begin with a thousand plain names.</summary>
internal sealed record StrangeLines(byte[] Sample, bool HasUtf8)
{
    private const int Enough = 64 * 1024, Piece = 1 << 20, MostRead = 8 << 20;

    /// <param name="first">What was read of it already.</param>
    public static StrangeLines Of(byte[] first, Stream rest)
    {
        using var found = new MemoryStream();
        var hasUtf8 = false;
        var buffer = new byte[Piece];
        first.CopyTo(buffer, 0);
        long read = first.Length;
        for (var held = first.Length; ;)
        {
            var more = TextFile.Guarded(() => rest.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false));
            read += more;
            held += more;
            var end = more == 0 ? held : buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
            if (end == 0) end = held; // A line of a megabyte.
            hasUtf8 |= Gather(buffer.AsSpan(0, end), found);
            if (more == 0 || found.Length >= Enough || read >= MostRead) return new StrangeLines(found.ToArray(), hasUtf8);
            buffer.AsSpan(end, held - end).CopyTo(buffer);
            held -= end;
        }
    }

    // Whether some lines are UTF-8 beyond ASCII.
    private static bool Gather(ReadOnlySpan<byte> text, MemoryStream found)
    {
        if (Utf8.IsValid(text)) return !Ascii.IsValid(text);
        var hasUtf8 = false;
        while (!text.IsEmpty && found.Length < Enough)
        {
            var end = text.IndexOf((byte)'\n') + 1;
            var line = end == 0 ? text : text[..end];
            if (!Utf8.IsValid(line)) found.Write(line[..Math.Min(line.Length, Enough)]);
            else hasUtf8 |= !Ascii.IsValid(line);
            text = text[line.Length..];
        }
        return hasUtf8;
    }
}
