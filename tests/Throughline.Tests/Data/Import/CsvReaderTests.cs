using System.Text;
using Throughline.Data.Import.Reading;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Data.Import;

public class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b", "1|2")]
    [InlineData("a,b\r\n1,2", "a|b", "1|2")]
    [InlineData("a,b\n\n \n1,2\n\n", "a|b", "1|2")]
    [InlineData("a,b\n1,\n", "a|b", "1|")]
    [InlineData("a\n\"\"\n", "a", "")]
    [InlineData("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n", "a|b", "x, y|he said \"no\"")]
    [InlineData("a,b\n\"two\nlines\",2\n", "a|b", "two\nlines|2")]
    [InlineData("a,b\n6\" pipe,5\"\n", "a|b", "6\" pipe|5\"")]
    [InlineData("a,b\n\"quoted\" and more,2\n", "a|b", "quoted and more|2")]
    [InlineData("a,b\n\"2\"", "a|b", "2")]
    public void Rows_are_cut_as_spreadsheets_write_them(string text, params string[] rows) =>
        Assert.Equal(rows, Read(Encoding.UTF8.GetBytes(text)).Select(r => r.Text));

    [Fact]
    public void A_row_is_the_same_wherever_the_buffer_ends()
    {
        var text = new StringBuilder("id,note\n");
        for (var i = 0; i < 30_000; i++) text.Append(i).Append(",\"note ").Append(i).Append(i % 3 == 0 ? "\nwith, \"\"two\"\" lines\"" : "\"").Append('\n');
        var rows = Read(Encoding.UTF8.GetBytes(text.ToString()));

        Assert.Equal(30_001, rows.Count);
        Assert.All(rows.Skip(1).Index(),
            row => Assert.Equal($"{row.Index}|note {row.Index}{(row.Index % 3 == 0 ? "\nwith, \"two\" lines" : "")}", row.Item.Text));
        Assert.Equal(2 + 29_999 + 10_000, rows[^1].Line);
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_own_line_and_no_more()
    {
        var text = "a,b\n1,\"open\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"row {i},x\n"));
        var rows = Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal((LineFault.OpenQuote, 2L), (rows[1].Fault, rows[1].Line));
        Assert.Equal(200_002, rows.Count);
        Assert.Equal(("row 199999|x", 200_002L), (rows[^1].Text, rows[^1].Line));
    }

    [Fact]
    public void A_line_beyond_all_measure_is_passed_over_and_the_next_is_read()
    {
        var rows = Read(Encoding.UTF8.GetBytes("a,b\n" + new string(',', 3_000_000) + "\n1,2\n"));

        Assert.Equal([LineFault.None, LineFault.TooLong, LineFault.None], rows.Select(r => r.Fault));
        Assert.Equal(("1|2", 3L), (rows[2].Text, rows[2].Line));
    }

    [Theory]
    [InlineData("utf-8", true, "UTF-8")]
    [InlineData("utf-8", false, "UTF-8")]
    [InlineData("utf-16", true, "UTF-16")]
    [InlineData("utf-16", false, "UTF-16")]
    [InlineData("utf-16BE", true, "UTF-16")]
    [InlineData("windows-1252", false, "Windows-1252")]
    public void The_encoding_is_found(string name, bool mark, string found)
    {
        var encoding = (CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name))!;
        using var folder = new TestFolder();
        File.WriteAllBytes(folder.File("f.csv"), [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("name;price\nCafé Zürich;5 €\n")]);
        var head = CsvHead.Read(folder.File("f.csv"), null);

        Assert.Equal((found, (byte)';'), (head.File.Encoding, head.Delimiter));
        Assert.Equal(["name", "price"], head.Columns);
        Assert.Equal(["Café Zürich", "5 €"], head.Rows[0]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", ',')]
    [InlineData("a;b\n1,5;2,5\n", ';')]
    [InlineData("a\tb\n1,5\t2\n", '\t')]
    [InlineData("a|b\n1|2\n", '|')]
    [InlineData("only\n1\n", ',')]
    public void The_delimiter_is_the_one_that_cuts_all_rows_alike(string text, char delimiter)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("f.csv"), text);
        Assert.Equal((byte)delimiter, CsvHead.Read(folder.File("f.csv"), null).Delimiter);
    }

    private static List<(string Text, LineFault Fault, long Line)> Read(byte[] text)
    {
        var reader = new CsvReader(new MemoryStream(text), (byte)',');
        var rows = new List<(string, LineFault, long)>();
        while (reader.Read()) rows.Add((string.Join('|', Enumerable.Range(0, Math.Min(reader.Count, 10)).Select(reader.Text)), reader.Fault, reader.Line));
        return rows;
    }
}
