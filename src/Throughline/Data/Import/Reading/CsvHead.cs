using System.Text;

namespace Throughline.Data.Import.Reading;

/// <summary>What the beginning of a file tells: its delimiter, its columns and its first rows.</summary>
internal sealed class CsvHead
{
    private const int Looked = 512 * 1024, RowsLooked = 1_000, RowsCompared = 50, MostColumns = 1_000;
    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];

    public required TextFile File { get; init; }
    public required byte Delimiter { get; init; }
    public required byte Newline { get; init; }
    public required string[] Columns { get; init; }

    /// <summary>At most a thousand rows, as text.</summary>
    public required List<string[]> Rows { get; init; }

    public string DelimiterName => Delimiter switch
    {
        (byte)'\t' => Words.Say("tab"),
        (byte)';' => Words.Say("semicolon"),
        (byte)'|' => Words.Say("vertical bar"),
        (byte)',' => Words.Say("comma"),
        _ => ((char)Delimiter).ToString()
    };

    /// <summary>The rows are all that the file has.</summary>
    public bool IsWhole { get; private init; }

    // A first line "sep=;" is a spreadsheet's own, and names the delimiter.
    private bool HasSep { get; init; }

    /// <param name="delimiter">Given by a person; null finds it.</param>
    /// <exception cref="UnreadableFileException">The first line names no columns that can be used.</exception>
    public static CsvHead Read(string path, char? delimiter) => ReadAs(path, new FileChoices(delimiter));

    /// <exception cref="UnreadableFileException">The first line names no columns that can be used, or there is no such encoding or sheet.</exception>
    public static CsvHead ReadAs(string path, FileChoices choices)
    {
        var file = TextFile.Look(path, choices);
        using var text = file.Open(out _);
        var buffer = new byte[Looked];
        var length = TextFile.Guarded(() => text.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        var look = new Look(file, buffer, length);
        var sep = SepLine(buffer.AsSpan(0, length));
        byte[] delimiters = choices.Delimiter is { } given ? [(byte)given] : file.IsWorkbook ? [(byte)','] : sep is { } named ? [named] : Delimiters;
        var tries = delimiters.Select(d => (Delimiter: d, Rows: Cut(look, d, sep is not null, RowsCompared))).ToList();
        var best = tries.MaxBy(t => Fit(t.Rows));
        var rows = Cut(look, best.Delimiter, sep is not null, RowsLooked + 1);
        if (rows.Count == 0) throw new UnreadableFileException(
            "empty_file", "The file is empty. The first row must contain the column names, and each further row is one record.");
        return new CsvHead
        {
            File = file, Delimiter = best.Delimiter, Newline = look.Newline, HasSep = sep is not null, Columns = Header(rows[0]), Rows = rows[1..],
            IsWhole = look.IsWhole && rows.Count <= RowsLooked,
        };
    }

    /// <summary>A reader that stands before the first row.</summary>
    public CsvReader OpenRows(out FileStream file, out Stream text)
    {
        text = File.Open(out file);
        var reader = new CsvReader(text, Delimiter, Newline, File.FallBack) { Columns = Array.FindLastIndex(Columns, c => c.Length > 0) + 1 };
        if (HasSep) reader.Read();
        reader.Read();
        return reader;
    }

    // The sign may be quoted with the word, and the other fields of the line empty.
    private static byte? SepLine(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart("\r\n \""u8);
        if (text.Length < 5 || !Ascii.EqualsIgnoreCase(text[..4], "sep="u8)) return null;
        var line = text[5..];
        var end = line.IndexOfAny((byte)'\n', (byte)'\r');
        var isAlone = line[..(end < 0 ? line.Length : end)].Trim([text[4], (byte)' ', (byte)'"']).IsEmpty;
        return isAlone && text[4] is not ((byte)'"' or (byte)'\r' or (byte)'\n') && text[4] < 128 && !char.IsAsciiLetterOrDigit((char)text[4]) ? text[4] : null;
    }

    private static string[] Header(string[] row)
    {
        if (row.Length is 0 or > MostColumns)
            throw new UnreadableFileException("too_many_columns",
                $"The first row has more than {MostColumns} columns, or is not a header. The first row must contain the column names.");
        return [.. row.Select(name => name.Trim('\uFEFF').Trim())];
    }

    private static List<string[]> Cut(Look look, byte delimiter, bool hasSep, int most)
    {
        var reader = new CsvReader(new MemoryStream(look.Bytes, 0, look.Length, writable: false), delimiter, look.Newline, look.File.FallBack);
        var rows = new List<string[]>();
        if (hasSep) reader.Read();
        while (rows.Count < most && reader.Read())
        {
            if (reader.Fault != LineFault.None && rows.Count > 0) continue;
            rows.Add(reader.Fault != LineFault.None || reader.Count > CsvReader.MostColumns ? [] : [.. Enumerable.Range(0, reader.Count).Select(reader.Text)]);
        }
        // The last row may be cut off where looking ended.
        if (!look.IsWhole && rows.Count is > 1 && rows.Count < most) rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    // Columns count, if most rows have as many as the first.
    private static double Fit(List<string[]> rows) =>
        rows.Count == 0 || rows[0].Length < 2 ? 0 : Math.Min(rows[0].Length, 50) * (double)rows.Count(r => r.Length == rows[0].Length) / rows.Count;

    /// <summary>The beginning of the file's text.</summary>
    private sealed record Look(TextFile File, byte[] Bytes, int Length)
    {
        public bool IsWhole => Length < Looked;

        // Only very old programs end lines with a carriage return alone.
        public byte Newline { get; } =
            Bytes.AsSpan(0, Length).Contains((byte)'\n') || !Bytes.AsSpan(0, Length).Contains((byte)'\r') ? (byte)'\n' : (byte)'\r';
    }
}
