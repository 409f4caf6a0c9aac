using Throughline.Platform.Ui;

namespace Throughline.Tests.Platform.Ui;

public sealed class PercentTests
{
    [Theory]
    [InlineData(1, 0, "100%")]
    [InlineData(0, 0, "0%")]
    [InlineData(0.996, 0, "99.6%")]
    [InlineData(0.9996, 0, "99.96%")]
    [InlineData(0.004, 0, "0.4%")]
    [InlineData(0.413, 0, "41%")]
    [InlineData(0.413, 1, "41.3%")]
    public void Not_all_never_reads_as_all_and_some_never_as_none(double share, int digits, string text) => Assert.Equal(text, Percent.Of(share, digits));
}
