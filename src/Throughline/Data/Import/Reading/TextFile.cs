using System.IO.Compression;
using System.Text;

namespace Throughline.Data.Import.Reading;

/// <summary>
/// A text file, gzipped or not, or a workbook's sheet, read as UTF-8 whatever it is written in. What is written with one byte a letter is
/// left as it is: <see cref="CsvReader"/> reads each field that is no UTF-8 so, because exports often mix the two.
/// </summary>
internal sealed class TextFile
{
    private const int Sniffed = 64 * 1024, LeastZeros = 4;

    private readonly string _path;
    private readonly bool _isGzip;
    private readonly Encoding? _whole;
    private readonly int _mark;

    private TextFile(string path, bool isGzip, Encoding? whole, int mark) => (_path, _isGzip, _whole, _mark) = (path, isGzip, whole, mark);

    /// <summary>What it is written in, as a person reads it.</summary>
    public required string Encoding { get; init; }

    /// <summary>Reads fields that are no UTF-8.</summary>
    public Encoding FallBack { get; private init; } = TextEncodings.Western;

    /// <summary>Of a workbook; else empty.</summary>
    public IReadOnlyList<string> Sheets { get; private init; } = [];

    /// <summary>The one that is read.</summary>
    public string? Sheet { get; private init; }

    public bool IsWorkbook => Sheet is not null;

    public long Bytes => new FileInfo(_path).Length;

    /// <summary>Roughly how long its text is; a packed file is taken to be an eighth of it.</summary>
    public long EstimatedText => _isGzip || IsWorkbook ? Bytes * 8 : Bytes;

    /// <exception cref="UnreadableFileException">It is empty, damaged, or no text, or there is no such encoding or sheet.</exception>
    public static TextFile Look(string path, FileChoices choices)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[8];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (Workbook.Is(start)) return OfWorkbook(path, choices.Sheet);
        var isGzip = start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);
        var buffer = new byte[Sniffed];
        using var text = isGzip ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        var head = buffer.AsSpan(0, Guarded(() => text.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)));
        if (head.IsEmpty)
            throw new UnreadableFileException("empty_file", "The file is empty. The first row must contain the column names, and each further row is one "
                + "record.");
        return choices.Encoding is { } named ? Said(path, isGzip, TextEncodings.Find(named), head) : Found(path, isGzip, head, text);
    }

    /// <summary>The text as UTF-8 (or where a field is no UTF-8, as it is written), and the file beneath it, to see how far reading has come.</summary>
    public Stream Open(out FileStream file)
    {
        file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        if (Sheet is { } sheet) return Workbook.Open(file, sheet);
        Stream text = _isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        Span<byte> mark = stackalloc byte[4];
        text.ReadAtLeast(mark[.._mark], _mark, throwOnEndOfStream: false);
        return _whole is null ? text : System.Text.Encoding.CreateTranscodingStream(text, _whole, System.Text.Encoding.UTF8);
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
            throw new UnreadableFileException("bad_gzip", "The gzip file is damaged or incomplete. Compress it again, or import the CSV itself.");
        }
    }

    private static TextFile OfWorkbook(string path, string? sheet)
    {
        var sheets = Workbook.Sheets(path);
        var chosen = sheet is null ? sheets[0] : sheets.FirstOrDefault(s => s.Equals(sheet, StringComparison.OrdinalIgnoreCase))
            ?? throw new UnreadableFileException("no_such_sheet", $"There is no sheet {sheet}. The sheets are {string.Join(", ", sheets)}.");
        return new TextFile(path, false, null, 0) { Encoding = Words.Say($"sheet {chosen}"), Sheets = sheets, Sheet = chosen };
    }

    private static TextFile Said(string path, bool isGzip, Encoding encoding, ReadOnlySpan<byte> head)
    {
        if (encoding.CodePage == 1200 && head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) encoding = System.Text.Encoding.BigEndianUnicode;
        var mark = encoding.Preamble.Length > 0 && head.StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0;
        return new TextFile(path, isGzip, encoding is UTF8Encoding ? null : encoding, mark) { Encoding = TextEncodings.NameOf(encoding) };
    }

    private static TextFile Found(string path, bool isGzip, ReadOnlySpan<byte> head, Stream rest)
    {
        var (wide, mark) = Wide(head);
        if (wide is not null) return new TextFile(path, isGzip, wide, mark) { Encoding = "UTF-16" };
        if (head.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) return new TextFile(path, isGzip, null, 3) { Encoding = "UTF-8" };
        if (head.Contains((byte)0))
            throw new UnreadableFileException("not_csv", "This is not a text file. Export the data as CSV and import that; .csv.gz and .xlsx work too.");
        var strange = StrangeLines.Of(head.ToArray(), rest);
        if (strange.Sample.Length == 0) return new TextFile(path, isGzip, null, 0) { Encoding = "UTF-8" };
        var encoding = EncodingGuess.Of(strange.Sample, mayBeWide: !strange.HasUtf8);
        // Of two bytes a letter one may look like a comma.
        return new TextFile(path, isGzip, encoding.IsSingleByte ? null : encoding, 0)
        { Encoding = TextEncodings.NameOf(encoding), FallBack = encoding.IsSingleByte ? encoding : TextEncodings.Western };
    }

    private static (Encoding? Wide, int Mark) Wide(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe])) return (System.Text.Encoding.Unicode, 2);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return (System.Text.Encoding.BigEndianUnicode, 2);
        // Without a mark: commas, digits and line ends are below 256, so one byte of each is zero, always the same of two.
        var (even, odd) = (0, 0);
        var looked = head[..Math.Min(head.Length, 4096)];
        for (var i = 0; i < looked.Length; i++)
        {
            if (looked[i] != 0) continue;
            if (i % 2 == 0) even++;
            else odd++;
        }
        var guess = odd > even ? System.Text.Encoding.Unicode : System.Text.Encoding.BigEndianUnicode;
        var isLikely = Math.Max(odd, even) >= Math.Max(LeastZeros, looked.Length / 20) && Math.Min(odd, even) * 8 <= Math.Max(odd, even);
        return isLikely && !guess.GetString(looked[..^(looked.Length % 2)]).Any(c => c == '\uFFFD' || (c < ' ' && c is not ('\t' or '\r' or '\n')))
            ? (guess, 0)
            : (null, 0);
    }
}
