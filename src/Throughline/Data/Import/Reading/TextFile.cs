using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Throughline.Data.Import.Reading;

/// <summary>
/// A text file, gzipped or not, read as UTF-8 whatever it is written in. Windows-1252 is left as it is:
/// <see cref="CsvReader"/> reads each field that is no UTF-8 so, because exports often mix the two.
/// </summary>
internal sealed class TextFile
{
    private const int Sniffed = 64 * 1024;

    private readonly string _path;
    private readonly bool _isGzip;
    private readonly Encoding? _wide;
    private readonly int _mark;

    private TextFile(string path, bool isGzip, Encoding? wide, int mark, string encoding) =>
        (_path, _isGzip, _wide, _mark, Encoding) = (path, isGzip, wide, mark, encoding);

    /// <summary>What it is written in, as a person reads it.</summary>
    public string Encoding { get; }

    public long Bytes => new FileInfo(_path).Length;

    /// <summary>Roughly how long its text is; a packed file is taken to be an eighth of it.</summary>
    public long EstimatedText => _isGzip ? Bytes * 8 : Bytes;

    /// <exception cref="UnreadableFileException">It is empty, damaged, or no text.</exception>
    public static TextFile Look(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        var isGzip = start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);
        if (start.StartsWith("PK\u0003\u0004"u8))
            throw new UnreadableFileException("not_csv", "This is a zip file or a workbook. Save the sheet as CSV (UTF-8) and import that; .csv.gz works too.");
        var buffer = new byte[Sniffed];
        using var text = isGzip ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        var head = buffer.AsSpan(0, Guarded(() => text.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)));
        if (head.IsEmpty)
            throw new UnreadableFileException("empty_file", "The file is empty. The first line names the columns, and each further line is one row.");
        var (wide, mark, name) = Judge(head);
        return new TextFile(path, isGzip, wide, mark, name);
    }

    /// <summary>The text as UTF-8 (or Windows-1252, where a field is no UTF-8), and the file beneath it, to see how far reading has come.</summary>
    public Stream Open(out FileStream file)
    {
        file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        Stream text = _isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        Span<byte> mark = stackalloc byte[4];
        text.ReadAtLeast(mark[.._mark], _mark, throwOnEndOfStream: false);
        return _wide is null ? text : System.Text.Encoding.CreateTranscodingStream(text, _wide, System.Text.Encoding.UTF8);
    }

    /// <summary>Says in a sentence what is wrong with a packed file.</summary>
    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException)
        {
            throw new UnreadableFileException("bad_gzip", "The gzip file is damaged or cut off. Pack it again, or import the CSV itself.");
        }
    }

    private static (Encoding? Wide, int Mark, string Name) Judge(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) return (null, 3, "UTF-8");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe])) return (System.Text.Encoding.Unicode, 2, "UTF-16");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return (System.Text.Encoding.BigEndianUnicode, 2, "UTF-16");
        // Without a mark: the letters of a header are below 256, so every second byte is zero.
        var (even, odd) = Zeros(head[..Math.Min(head.Length, 4096)]);
        if (odd > 0.4) return (System.Text.Encoding.Unicode, 0, "UTF-16");
        if (even > 0.4) return (System.Text.Encoding.BigEndianUnicode, 0, "UTF-16");
        if (head.Contains((byte)0))
            throw new UnreadableFileException("not_csv", "This is no text file. Export the data as CSV and import that; .csv.gz works too.");
        return (null, 0, IsUtf8(head) ? "UTF-8" : "Windows-1252");
    }

    private static (double Even, double Odd) Zeros(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] != 0) continue;
            if (i % 2 == 0) even++;
            else odd++;
        }
        return (2.0 * even / head.Length, 2.0 * odd / head.Length);
    }

    // The end of what was looked at may cut a letter in two.
    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        for (var cut = 0; cut < 4 && cut < head.Length; cut++) if (Utf8.IsValid(head[..^cut])) return true;
        return false;
    }
}
