using System.Globalization;
using Throughline.Platform.WrittenNumbers;

namespace Throughline.Tests.Platform.WrittenNumbers;

public class AloneTests
{
    [Theory]
    [InlineData("1234.5", "1234.5")]
    [InlineData("12,50", "12.50")]
    [InlineData("0,125", "0.125")]
    [InlineData("1234,567", "1234.567")]
    [InlineData("1,234", "1234")]
    [InlineData("1,234.50", "1234.50")]
    [InlineData("1.234,50", "1234.50")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1 234,50", "1234.50")]
    [InlineData("1\u202F234,50", "1234.50")]
    [InlineData("1'234.50", "1234.50")]
    [InlineData("-1.234,50", "-1234.50")]
    [InlineData(" 7 ", "7")]
    [InlineData("0.00000004", "0.00000004")]
    [InlineData("4e-3", "0.004")]
    [InlineData("12,34,567.89", "1234567.89")]
    [InlineData("1.234", "1.234")]
    public void An_amount_is_read_as_it_was_meant(string text, string number) =>
        Assert.Equal(decimal.Parse(number, CultureInfo.InvariantCulture), NumberText.ReadAlone(text));

    [Theory]
    [InlineData("")]
    [InlineData("1,2345,678")]
    [InlineData("1,234,56")]
    [InlineData("1.23.456")]
    [InlineData(",5,")]
    [InlineData("1,234.567.890")]
    [InlineData("1 23")]
    [InlineData("12 euros")]
    [InlineData("--5")]
    [InlineData("NaN")]
    public void What_makes_no_sense_is_no_amount(string text) => Assert.Null(NumberText.ReadAlone(text));
}
