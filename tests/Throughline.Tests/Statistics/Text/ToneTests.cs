using Throughline.Statistics.Text;

namespace Throughline.Tests.Statistics.Text;

public class ToneTests
{
    [Theory]
    [InlineData("I love this shop", ToneVerdict.Pleased)]
    [InlineData("Terrible service, I am very angry", ToneVerdict.Displeased)]
    [InlineData("The parcel arrived on Monday", ToneVerdict.Neutral)]
    [InlineData("not good", ToneVerdict.Displeased)]
    [InlineData("This isn't bad at all", ToneVerdict.Pleased)]
    [InlineData("I don’t love it", ToneVerdict.Displeased)]
    [InlineData("The kettle is nice but the delivery was awful", ToneVerdict.Displeased)]
    [InlineData("The delivery was awful but I love the kettle", ToneVerdict.Pleased)]
    [InlineData("ok 😡", ToneVerdict.Displeased)]
    [InlineData("arrived 👍🏽", ToneVerdict.Pleased)]
    [InlineData("arrived :(", ToneVerdict.Displeased)]
    [InlineData("", ToneVerdict.Neutral)]
    [InlineData("!!!", ToneVerdict.Neutral)]
    [InlineData("привет", ToneVerdict.Neutral)]
    public void A_text_sounds_as_a_person_would_hear_it(string text, ToneVerdict verdict) => Assert.Equal(verdict, Tone.Of(text).Verdict);

    [Theory]
    [InlineData("good", "very good")]
    [InlineData("good", "good!")]
    [InlineData("good!", "good!!!")]
    [InlineData("this is good", "this is GOOD")]
    [InlineData("slightly good", "good")]
    [InlineData("really quite good", "very really quite good")]
    [InlineData("not good", "good")]
    [InlineData("very bad", "bad")]
    [InlineData("bad!!", "bad")]
    [InlineData("good, not cheap", "very good, not cheap")]
    public void The_second_sounds_more_pleased_than_the_first(string one, string other) => Assert.True(Tone.Of(one).Score < Tone.Of(other).Score);

    [Fact]
    public void The_score_is_the_sum_of_tones_over_its_saturation()
    {
        var tone = Tone.Of("good");
        Assert.Equal(3 / Math.Sqrt(9 + 15), tone.Score, 12);
        Assert.Equal((3.0, 0.0, 1), (tone.Positive, tone.Negative, tone.Toned));
        Assert.Equal(3 * -0.74 / Math.Sqrt(Math.Pow(3 * 0.74, 2) + 15), Tone.Of("never good").Score, 12);
    }

    [Fact]
    public void A_negation_does_not_reach_over_a_comma_or_further_than_three_words()
    {
        Assert.True(Tone.Of("no, good").Score > 0);
        Assert.True(Tone.Of("not one two three good").Score > 0);
        Assert.True(Tone.Of("not one two good").Score < 0);
    }

    [Fact]
    public void More_than_four_exclamation_marks_say_no_more() => Assert.Equal(Tone.Of("good!!!!").Score, Tone.Of("good!!!!!!!!!!").Score);

    [Fact]
    public void A_megabyte_of_praise_stays_within_one()
    {
        var score = Tone.Of(string.Concat(Enumerable.Repeat("good ", 200_000))).Score;
        Assert.InRange(score, 0.999, 1);
    }
}
