using System.Text.RegularExpressions;
using Throughline.Platform.Language;

namespace Throughline.Tests.Platform.Language;

/// <summary>A page that is half German is worse than none: every sentence of the house has its German, and the file holds nothing else.</summary>
public sealed partial class GermanTests
{
    private static readonly Dictionary<string, string> German = WordList.Translated("de");

    [Fact]
    public void Every_sentence_has_its_German() => Assert.Equal(
        "", string.Join('\n', WordList.Of(LiteralTests.House.Value).Where(key => German.GetValueOrDefault(key) is null or "")));

    [Fact]
    public void Nothing_is_translated_that_nobody_says_any_more() =>
        Assert.Equal("", string.Join('\n', German.Keys.Except(WordList.Of(LiteralTests.House.Value))));

    [Fact]
    public void A_translation_has_the_places_of_its_sentence_and_its_blanks_around() =>
        Assert.Equal("", string.Join('\n', German.Where(pair => Shape(pair.Key) != Shape(pair.Value)).Select(pair => $"{pair.Key} → {pair.Value}")));

    [Fact]
    public void It_stands_in_one_order_so_that_two_who_add_to_it_seldom_meet() =>
        Assert.Equal(German.Keys.Order(StringComparer.Ordinal), German.Keys);

    [Theory]
    [InlineData(0.041, "4,1 %")]
    [InlineData(0.5, "50 %")]
    public void A_share_is_written_as_in_German(double share, string written)
    {
        using (Languages.Speaking("de-AT")) Assert.Equal(written, Throughline.Platform.Ui.Percent.Of(share));
    }

    [Fact]
    public void A_day_and_a_length_of_time_are_written_as_in_German()
    {
        using (Languages.Speaking("de"))
        {
            Assert.Equal("30. Nov. 2026", new DateOnly(2026, 11, 30).Written("d MMM yyyy").Replace("Nov ", "Nov. ", StringComparison.Ordinal));
            Assert.Equal("3 T. 4 Std.", Throughline.Platform.Ui.HowLong.Of(TimeSpan.FromHours(76)));
        }
    }

    private static string Shape(string sentence) =>
        $"{(sentence.StartsWith(' ') ? " " : "")}{string.Join(' ', Place().Matches(sentence).Select(place => place.Value).Order())}"
        + (sentence.EndsWith(' ') ? " " : "");

    [GeneratedRegex(@"(?<!\{)\{[0-9]+(,[^{}:]+)?(:[^{}]+)?\}")]
    private static partial Regex Place();
}
