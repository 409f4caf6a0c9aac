using Throughline.Platform.Ui;

namespace Throughline.Tests.Platform.Ui;

public sealed class ColourTests
{
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#777777", "#ffffff", 4.478)] // The well-known grey that just fails, and the next that passes.
    [InlineData("#767676", "#ffffff", 4.542)]
    public void The_contrast_of_two_colours_is_that_of_the_guidelines(string one, string other, double ratio) =>
        Assert.Equal(ratio, Colour.Read(one)!.Value.ContrastTo(Colour.Read(other)!.Value), 0.001);

    [Theory]
    [InlineData("#ffe94a")]
    [InlineData("#000000")]
    [InlineData("#ffffff")]
    [InlineData("#1d56c4")]
    [InlineData("#777777")]
    public void Whatever_a_company_chooses_is_used_in_a_tone_that_can_be_read(string chosen)
    {
        var colour = Colour.Read(chosen)!.Value;
        Assert.All([Colour.LightGround, Colour.DarkGround], ground => Assert.True(colour.On(ground).ContrastTo(ground) >= Colour.Readable));
        Assert.True(colour.TextOn.ContrastTo(colour) >= Colour.Readable);
    }

    [Fact]
    public void What_can_be_read_already_stays_as_it_is() =>
        Assert.Equal("#1d56c4", Colour.Read("#1d56c4")!.Value.On(Colour.White).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#fff")]
    [InlineData("#12345g")]
    [InlineData("#1234567")]
    [InlineData("#+12345")]
    public void What_is_no_colour_is_none(string? text) => Assert.Null(Colour.Read(text));
}
