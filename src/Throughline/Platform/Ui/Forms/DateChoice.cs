using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Platform.Time;

namespace Throughline.Platform.Ui.Forms;

/// <summary>What the date control offers, and what of it is chosen. Texts are in the reader's words already.</summary>
/// <param name="Presets">By key; <see cref="Period.Own"/> opens days of one's own.</param>
/// <param name="Named">The key that is chosen.</param>
/// <param name="From">The first day of one's own, as a field of a form takes it.</param>
/// <param name="To">The last one.</param>
public sealed record DateChoice(IReadOnlyList<(string Key, string Title)> Presets, string Named, string? From, string? To)
{
    /// <summary>What is wrong with the period, and how to mend it.</summary>
    public string? Fault { get; init; }

    /// <summary>What it may be compared with, by key; none where a page compares with nothing, or always with the same.</summary>
    public IReadOnlyList<(string Key, string Title)> Comparisons { get; init; } = [];

    public string Compare { get; init; } = "";

    /// <summary>What it is compared with, for the button; null for nothing.</summary>
    public string? Against { get; init; }

    /// <summary>Segments to compare with, when another segment is to be chosen.</summary>
    public IReadOnlyList<(string Key, string Name)> Others { get; init; } = [];

    public string? Other { get; init; }

    /// <summary>The usual presets, for a page.</summary>
    public static DateChoice Of(Period period) => new(
        [.. Period.Recent.Select(r => (r.Key, Words.Say(r.Title))), (Period.Own, Words.Say("Custom range"))],
        period.Named ?? Period.Own, period.Typed?.From ?? Written(period.First), period.Typed?.To ?? Written(period.Last))
    {
        Fault = period.Fault,
    };

    /// <summary>What the button says: the preset, or the days.</summary>
    public string Said(IStringLocalizer<Words> words) => Named == Period.Own && Fault is null && Period.Day(From) is { } first && Period.Day(To) is { } last
        ? Period.Told(first, last)
        : Presets.FirstOrDefault(preset => preset.Key == Named).Title ?? words["Choose a period"];

    public static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
