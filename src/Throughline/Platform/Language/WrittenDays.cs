using System.Globalization;

namespace Throughline.Platform.Language;

/// <summary>
/// Days and times as the reader's language writes them: a pattern is a sentence, because "30 Nov" is "30. Nov." in German and "11月30日" in Japanese.
/// </summary>
public static class WrittenDays
{
    /// <param name="pattern">As .NET writes one, such as <c>d MMM yyyy</c>.</param>
    public static string Written(this DateTime local, Sentence pattern) => local.ToString(Words.Say(pattern), CultureInfo.CurrentCulture);

    /// <inheritdoc cref="Written(DateTime, Sentence)"/>
    /// <param name="local">Of the offset in which it is to be read.</param>
    public static string Written(this DateTimeOffset local, Sentence pattern) => local.DateTime.Written(pattern);

    /// <inheritdoc cref="Written(DateTime, Sentence)"/>
    public static string Written(this DateOnly day, Sentence pattern) => day.ToString(Words.Say(pattern), CultureInfo.CurrentCulture);
}
