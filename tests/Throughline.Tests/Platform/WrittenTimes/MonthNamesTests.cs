using System.Globalization;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Tests.Platform.WrittenTimes;

public class MonthNamesTests
{
    [Theory]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("it")]
    [InlineData("pt")]
    [InlineData("nl")]
    [InlineData("sv")]
    [InlineData("da")]
    [InlineData("nb")]
    [InlineData("fi")]
    [InlineData("et")]
    [InlineData("pl")]
    [InlineData("cs")]
    [InlineData("hu")]
    [InlineData("ro")]
    [InlineData("tr")]
    [InlineData("el")]
    [InlineData("ru")]
    [InlineData("uk")]
    [InlineData("id")]
    public void A_month_is_known_by_its_name_in_any_language_and_never_taken_for_another(string language)
    {
        var names = CultureInfo.GetCultureInfo(language).DateTimeFormat;
        for (var m = 0; m < 12; m++)
            foreach (var name in new[] { names.MonthNames[m], names.MonthGenitiveNames[m], names.AbbreviatedMonthNames[m] })
                Assert.True(MonthNames.Month(name) == m + 1 || IsInTwoLanguages(name), $"{name} of {language} is {MonthNames.Month(name)}");
    }

    // October in one language and November in another, and the like.
    private static bool IsInTwoLanguages(string name) =>
        MonthNames.Month(name) == 0 && name.Trim('.').ToLowerInvariant() is "listopad" or "listopada" or "lis" or "lip" or "srp" or "lipca";
}
