using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Journeys.Asking;
using Throughline.Platform.Ui.Interactions;

namespace Throughline.Journeys.Questions;

/// <summary>Touchpoints and stages by the name people know, where the index has their keys.</summary>
public sealed class TouchpointNames(ITouchpoints touchpoints, StoryTeller stories, IStringLocalizer<Words> words) : IPart
{
    private readonly TouchpointBook _book = touchpoints.Now;

    public IEnumerable<(string Key, string Name)> Touchpoints => _book.Touchpoints.Select(t => (t.Key, t.Name));

    public IEnumerable<(string Key, string Name)> Stages => _book.Lanes.Select(s => (s.Key, s.Name));

    /// <summary>The key behind what a person wrote or chose; for other properties, and for what is no name, the text as it is.</summary>
    public string KeyOf(string property, string text) => Find(property, n => string.Equals(n.Name, text, StringComparison.OrdinalIgnoreCase)).Key ?? text;

    /// <summary>What an event of a question, or a touchpoint that stands for one, is called among people.</summary>
    public string EventName(string name) => name == "*" ? words["Anything"]
        : Conditions.TouchpointOf(name) is { } touchpoint ? NameOf("touchpoint", touchpoint)
        : stories.NameOf(name);

    /// <summary>How a value reads: the name behind a key.</summary>
    public string NameOf(string property, string value) => Find(property, n => n.Key == value).Name ?? value;

    /// <summary>How a value reads where it is told and not typed: events too by what people call them.</summary>
    public string TitleOf(string property, string value) => property == "event" ? EventName(value) : NameOf(property, value);

    private (string? Key, string? Name) Find(string property, Func<(string Key, string Name), bool> fits) => property switch
    {
        "touchpoint" => Touchpoints.FirstOrDefault(fits),
        "stage" => Stages.FirstOrDefault(fits),
        _ => default,
    };
}
