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

    /// <param name="delimiter">Given by a person; null finds it.</param>
    /// <exception cref="UnreadableFileException">The first line names no columns that can be used.</exception>
    public static CsvHead Read(string path, char? delimiter)
    {
        var file = TextFile.Look(path);
        using var text = file.Open(out _);
        var buffer = new byte[Looked];
        var length = TextFile.Guarded(() => text.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        var isWhole = length < Looked;
        // Only very old programs end lines with a carriage return alone.
        var newline = buffer.AsSpan(0, length).Contains((byte)'\n') || !buffer.AsSpan(0, length).Contains((byte)'\r') ? (byte)'\n' : (byte)'\r';
        var tries = (delimiter is { } given ? [(byte)given] : Delimiters)
            .Select(d => (Delimiter: d, Rows: Cut(buffer, length, isWhole, d, newline, RowsCompared)))
            .ToList();
        var best = tries.MaxBy(t => Fit(t.Rows));
        var rows = Cut(buffer, length, isWhole, best.Delimiter, newline, RowsLooked + 1);
        if (rows.Count == 0) throw new UnreadableFileException(
            "empty_file", "The file has no line with text in it. The first line names the columns, and each further line is one row.");
        return new CsvHead { File = file, Delimiter = best.Delimiter, Newline = newline, Columns = Header(rows[0]), Rows = rows[1..] };
    }

    /// <summary>A reader that stands before the first row.</summary>
    public CsvReader OpenRows(out FileStream file, out Stream text)
    {
        text = File.Open(out file);
        var reader = new CsvReader(text, Delimiter, Newline);
        reader.Read();
        return reader;
    }

    private static string[] Header(string[] row)
    {
        if (row.Length is 0 or > MostColumns)
            throw new UnreadableFileException("too_many_columns",
                $"The first line names more than {MostColumns} columns, or is not a header. The first line must name the columns.");
        return [.. row.Select(name => name.Trim())];
    }

    private static List<string[]> Cut(byte[] head, int length, bool isWhole, byte delimiter, byte newline, int most)
    {
        var reader = new CsvReader(new MemoryStream(head, 0, length, writable: false), delimiter, newline);
        var rows = new List<string[]>();
        while (rows.Count < most && reader.Read())
        {
            if (reader.Fault != LineFault.None && rows.Count > 0) continue;
            rows.Add(reader.Fault != LineFault.None || reader.Count > CsvReader.MostColumns ? [] : [.. Enumerable.Range(0, reader.Count).Select(reader.Text)]);
        }
        // The last row may be cut off where looking ended.
        if (!isWhole && rows.Count is > 1 && rows.Count < most) rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    // Columns count, if most rows have as many as the first.
    private static double Fit(List<string[]> rows) =>
        rows.Count == 0 || rows[0].Length < 2 ? 0 : Math.Min(rows[0].Length, 50) * (double)rows.Count(r => r.Length == rows[0].Length) / rows.Count;
}
