using Throughline.Platform.Ui;

namespace Throughline.Tests.Platform.Ui;

public sealed class PercentTests
{
    [Theory]
    [InlineData(1, "100%")]
    [InlineData(0, "0%")]
    [InlineData(0.996, "99.6%")]
    [InlineData(0.9996, "99.96%")]
    [InlineData(0.004, "0.4%")]
    [InlineData(0.0004, "0.04%")]
    public void Not_all_never_reads_as_all_and_some_never_as_none(double share, string text) => Assert.Equal(text, Percent.Of(share));

    [Theory]
    [InlineData(0.413, "41%")]
    [InlineData(0.926, "93%")]
    [InlineData(0.1, "10%")]
    [InlineData(0.0996, "10%")]
    [InlineData(0.0994, "9.9%")]
    [InlineData(0.05, "5.0%")]
    public void A_share_is_whole_from_ten_percent_on_and_has_a_decimal_below(double share, string text) => Assert.Equal(text, Percent.Of(share));

    [Fact]
    public void An_interval_has_a_decimal() => Assert.Equal("39.2–43.0%", Percent.Between(0.392, 0.43));
}
