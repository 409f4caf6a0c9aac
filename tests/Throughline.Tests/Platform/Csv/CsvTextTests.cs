using Throughline.Platform.Csv;

namespace Throughline.Tests.Platform.Csv;

public class CsvTextTests
{
    [Theory]
    [InlineData("Anna Berg", "Anna Berg")]
    [InlineData("", "")]
    [InlineData("she said \"no\"", "\"she said \"\"no\"\"\"")]
    [InlineData("a@x.example", "a@x.example")]
    [InlineData("3-4 = -1", "3-4 = -1")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("+46 8 123456", "+46 8 123456")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+1-1", "'+1-1")]
    [InlineData("-1+cmd|' /C calc'!A0", "\"'-1+cmd|' /C calc'!A0\"")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠a", "'＠a")]
    [InlineData("\t=1+1", "\"'\t'=1+1\"")]
    [InlineData("\n=1+1", "\"'\n'=1+1\"")]
    [InlineData(" =1+1", " '=1+1")]
    [InlineData("\"=1+1", "\"\"\"'=1+1\"")]
    [InlineData("a;=1+1", "\"a;'=1+1\"")]
    [InlineData("a,=1+1", "\"a,'=1+1\"")]
    [InlineData("a\t=1+1", "\"a\t'=1+1\"")]
    [InlineData("a|=1+1", "\"a|'=1+1\"")]
    [InlineData("a\r\n=1+1", "\"a\r\n'=1+1\"")]
    [InlineData("a; @b", "\"a; '@b\"")]
    [InlineData("a;＝b", "\"a;'＝b\"")]
    public void Nothing_that_is_written_is_run_by_a_spreadsheet_however_it_parts_the_line(string value, string cell) =>
        Assert.Equal(cell, CsvText.Cell(value));

    [Fact]
    public void A_line_parts_its_cells_by_commas() => Assert.Equal("a,\"b,c\",,'=d\r\n", CsvText.Line("a", "b,c", null, "=d"));
}
