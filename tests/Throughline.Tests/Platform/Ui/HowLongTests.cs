using Throughline.Platform.Ui;

namespace Throughline.Tests.Platform.Ui;

public sealed class HowLongTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(269, "4 min 29 s")]
    [InlineData(3_720, "1 h 2 min")]
    [InlineData(86_400, "1 d")]
    [InlineData(270_000, "3 d 3 h")]
    [InlineData(1_399_680, "16 d")]
    public void A_length_of_time_is_told_in_its_two_largest_units(double seconds, string text) => Assert.Equal(text, HowLong.Of(seconds));

    [Fact]
    public void Nothing_is_a_dash() => Assert.Equal("—", HowLong.Of(null));
}
