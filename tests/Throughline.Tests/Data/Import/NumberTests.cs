using System.Text;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Values;
using Throughline.Platform.WrittenNumbers;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Data.Import;

/// <summary>Numbers as files write them: which sign is the decimal one is decided over a column.</summary>
public class NumberTests
{
    [Theory]
    [InlineData("6", 6)]
    [InlineData("-2.5", -2.5)]
    [InlineData("−2.5", -2.5)]
    [InlineData("12.50-", -12.5)]
    [InlineData("(12.50)", -12.5)]
    [InlineData(".5", 0.5)]
    [InlineData("0.085", 0.085)]
    [InlineData("0,085", 0.085)]
    [InlineData("12,5", 12.5)]
    [InlineData("1,234.50", 1234.5)]
    [InlineData("1.234,50", 1234.5)]
    [InlineData("1,234,567", 1234567)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("1.234.567,5", 1234567.5)]
    [InlineData("1234,567", 1234.567)]
    [InlineData("1234.567", 1234.567)]
    [InlineData("1 234,50", 1234.5)]
    [InlineData("1\u202F234,567", 1234.567)]
    [InlineData("1\u00A0234\u00A0567", 1234567)]
    [InlineData("1'234.50", 1234.5)]
    [InlineData("1’234.50", 1234.5)]
    [InlineData("12,34,567.89", 1234567.89)]
    public void A_number_that_can_be_read_in_one_way_is_read(string text, double number)
    {
        Assert.True(NumberText.TryRead(Encoding.UTF8.GetBytes(text), DecimalMark.Unknown, out var read));
        Assert.Equal((decimal)number, read);
    }

    [Theory]
    [InlineData("1,234", 1.234, 1234)]
    [InlineData("1.234", 1234, 1.234)]
    [InlineData("-123.456", -123456, -123.456)]
    public void A_sign_before_three_digits_is_what_it_is_in_its_column(string text, double withComma, double withPoint)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.False(NumberText.TryRead(bytes, DecimalMark.Unknown, out _));
        Assert.False(NumberText.TryRead(bytes, DecimalMark.Mixed, out _));
        Assert.True(NumberText.TryRead(bytes, DecimalMark.Comma, out var comma));
        Assert.True(NumberText.TryRead(bytes, DecimalMark.Point, out var point));
        Assert.Equal(((decimal)withComma, (decimal)withPoint), (comma, point));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("six")]
    [InlineData("1e5")]
    [InlineData("1.23E+05")]
    [InlineData("5 €")]
    [InlineData("1,23,4")]
    [InlineData("1.234,56.7")]
    [InlineData("12 34")]
    [InlineData("9999999999999")]
    public void What_is_no_amount_is_refused(string text)
    {
        foreach (var mark in Enum.GetValues<DecimalMark>()) Assert.False(NumberText.TryRead(Encoding.UTF8.GetBytes(text), mark, out _));
    }

    [Theory]
    [InlineData("1.234|12,50|1.234,56", 0, DecimalMark.Comma, 1234d)]
    [InlineData("1.234|12.50", 0, DecimalMark.Point, 1.234)]
    [InlineData("1,234|5|1,234.50", 0, DecimalMark.Point, 1234d)]
    [InlineData("1.234|12.50|12,50", 0, DecimalMark.Mixed, null)]
    [InlineData("1.234|5", 0, DecimalMark.Unknown, null)]
    [InlineData("1.234|5", 5_000, DecimalMark.Unknown, null)]
    [InlineData("1.234|5|12,50", 5_000, DecimalMark.Comma, 1234d)] // Only a row far down says it.
    public void A_column_says_how_its_numbers_are_meant(string values, int between, object mark, double? first)
    {
        using var folder = new TestFolder();
        var cells = values.Split('|');
        File.WriteAllLines(folder.File("f.csv"), ["n;other", .. cells[..^1].Concat(Enumerable.Repeat("7", between)).Append(cells[^1]).Select(c => c + ";x")]);
        var columns = new NumberColumns(CsvHead.Read(folder.File("f.csv"), null), [0], DecimalMark.Unknown);
        Assert.Equal((DecimalMark)mark, columns.MarkOf(0));
        var own = columns.MarkOf(0);
        Assert.Equal(first is not null, columns.TryRead(Encoding.UTF8.GetBytes(cells[0]), 0, ref own, out var number));
        if (first is not null) Assert.Equal((decimal)first, number);
    }

    [Fact]
    public void The_first_doubtful_number_of_a_long_column_has_the_whole_file_asked()
    {
        using var folder = new TestFolder();
        File.WriteAllLines(folder.File("f.csv"), ["n;other", .. Enumerable.Repeat("7;x", 5_000), "1.234;x", "12,50;x"]);
        var columns = new NumberColumns(CsvHead.Read(folder.File("f.csv"), null), [0], DecimalMark.Unknown);
        var mark = columns.MarkOf(0);
        Assert.Equal(DecimalMark.Unknown, mark);
        Assert.True(columns.TryRead("1.234"u8, 0, ref mark, out var number));
        Assert.Equal((1234m, DecimalMark.Comma), (number, mark));
    }

    [Theory]
    [InlineData("4.42079E+11", true)]
    [InlineData("4,42079E+11", true)]
    [InlineData("4.42079e11", true)]
    [InlineData("1E+11", true)]
    [InlineData(" 1.23457E+011 ", true)]
    [InlineData("+4.42079E+11", true)]
    [InlineData("12E5", false)]
    [InlineData("1E5", false)]
    [InlineData("E+11", false)]
    [InlineData("4.42079E+11x", false)]
    [InlineData("442079461000", false)]
    [InlineData("eva", false)]
    public void A_long_number_that_a_spreadsheet_rounded_is_known(string text, bool isRounded) =>
        Assert.Equal(isRounded, LostDigits.In(Encoding.UTF8.GetBytes(text)));
}
