using Throughline.Feedback.Surveys;

namespace Throughline.Tests.Feedback.Surveys;

public sealed class QuestionTests
{
    [Theory]
    [InlineData("nps", 6, true)]
    [InlineData("nps", 7, false)]
    [InlineData("csat", 2, true)]
    [InlineData("csat", 3, false)]
    [InlineData("ces", 3, true)]
    [InlineData("ces", 4, false)]
    public void Unhappy_is_the_bad_side_of_the_usual_scale(string kind, double score, bool unhappy) =>
        Assert.Equal(unhappy, Asked(kind).IsUnhappy(score));

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Where_low_is_good_a_high_score_is_unhappy(double score, bool unhappy) =>
        Assert.Equal(unhappy, Asked("ces", new Scale(1, 5, Scale.LowIsGood)).IsUnhappy(score));

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(-1, false)]
    [InlineData(11, false)]
    [InlineData(6.5, false)]
    [InlineData(double.NaN, false)]
    public void Only_whole_numbers_of_the_scale_are_answers(double score, bool taken) => Assert.Equal(taken, Asked("nps").Measure.Accepts(score));

    private static Question Asked(string kind, Scale? scale = null) => new("q", kind, new Dictionary<string, string> { ["en"] = "How was it?" }, scale);
}
