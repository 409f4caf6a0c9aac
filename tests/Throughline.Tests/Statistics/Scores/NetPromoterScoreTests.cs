using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Tests.Statistics.Scores;

public class NetPromoterScoreTests
{
    [Fact]
    public void Answers_are_counted_by_the_borders_of_the_scale()
    {
        byte[] answers = [0, 6, 7, 8, 9, 10];
        var nps = NetPromoterScore.Of(answers);
        Assert.Equal((2L, 2L, 2L), (nps.Promoters, nps.Passives, nps.Detractors));
        Assert.Equal(0, nps.Score);
    }

    [Fact]
    public void Counting_in_four_tables_loses_no_answer()
    {
        var random = new Random(5);
        var answers = new byte[10_007];
        for (var i = 0; i < answers.Length; i++) answers[i] = (byte)random.Next(11);
        var counts = AnswerCounts.Of(answers);
        Assert.Equal(answers.LongLength, counts.N);
        for (byte answer = 0; answer <= 10; answer++) Assert.Equal(answers.Count(a => a == answer), counts[answer]);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 0)]
    [InlineData(1_000_000_000, 0, 0)]
    [InlineData(400_000_000, 300_000_000, 300_000_000)]
    public void The_interval_is_never_of_zero_width_and_stays_on_the_scale(long promoters, long passives, long detractors)
    {
        var interval = new NetPromoterScore(promoters, passives, detractors).Interval;
        Assert.True(interval.Width > 0);
        Assert.InRange(interval.Low, -100, 100);
        Assert.InRange(interval.High, -100, 100);
    }

    [Fact]
    public void A_change_between_different_people_is_tested_both_ways()
    {
        // Difference −7, variances 0.6876 of 0.57 n; by hand: p = .46 and .40, d = .13 and .14, n = 500 each.
        var change = NetPromoterChange.Between(new(230, 205, 65), new(200, 230, 70));
        Assert.Equal(-7, change.Plain!.Difference, 9);
        var byHand = Math.Sqrt((0.59 - 0.33 * 0.33) / 500 + (0.54 - 0.26 * 0.26) / 500);
        Assert.Equal(-0.07 / byHand, change.Plain.Z, 9);
        Assert.Equal(2 * StandardNormal.UpperTail(0.07 / byHand), change.Plain.PValue, 12);
        Assert.True(change.Plain.PValue > 0.05 == change.Plain.Interval.Contains(0));
        Assert.Equal(-35 / 503.0 * 100, change.Adjusted.Difference, 9);
    }

    [Fact]
    public void A_change_between_two_scores_without_spread_keeps_the_adjusted_test()
    {
        var change = NetPromoterChange.Between(new(0, 0, 10), new(10, 0, 0));
        Assert.Null(change.Plain);
        Assert.True(change.Adjusted.PValue < 0.001);
        Assert.InRange(change.Adjusted.Interval.High, 0, 200);
    }

    [Fact]
    public void No_answers_and_answers_off_the_scale_are_refused()
    {
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => new NetPromoterScore(0, 0, 0)).Code);
        Assert.Equal("negative", Assert.Throws<StatisticsException>(() => new NetPromoterScore(-1, 2, 0)).Code);
        Assert.Equal("confidence", Assert.Throws<StatisticsException>(() => new NetPromoterScore(1, 2, 0, 1)).Code);
        Assert.Equal("offTheScale", Assert.Throws<StatisticsException>(() => NetPromoterScore.Of([11])).Code);
        Assert.Equal("empty", Assert.Throws<StatisticsException>(() => NetPromoterScore.Of([])).Code);
    }
}
