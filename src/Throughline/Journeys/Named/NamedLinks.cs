using System.Globalization;
using Throughline.Journeys.Map;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Named;

/// <summary>Where the numbers of a named journey lead.</summary>
public sealed class NamedLinks(Period period, string? segment)
{
    public string Page(NamedCard journey) => MapLinks.Address($"/journeys/named/{journey.Key}", [.. period.Query, ("segment", segment)]);

    /// <summary>Its months as a file.</summary>
    public string Figures(NamedCard journey) => MapLinks.Address($"/api/journeys/named/{journey.Key}/figures", [.. period.Query, ("segment", segment)]);

    public string List => MapLinks.Address("/journeys/named", [.. period.Query, ("segment", segment)]);

    /// <param name="step">From 0.</param>
    public string People(NamedCard journey, int step, bool dropped = false) => MapLinks.Address("/journeys/people",
        [
            ("of", "named"), ("journey", journey.Key), ("from", MapLinks.Instant(period.From)), ("to", MapLinks.Instant(period.To)),
            ("segment", segment), ("step", step.ToString(CultureInfo.InvariantCulture)), ("dropped", dropped ? "1" : null)]);

    /// <summary>Whose time still runs.</summary>
    public string OnTheWay(NamedCard journey) => MapLinks.Address("/journeys/people",
        [
            ("of", "named"), ("journey", journey.Key), ("from", MapLinks.Instant(period.From)), ("to", MapLinks.Instant(period.To)),
            ("segment", segment), ("open", "1")]);

    /// <summary>The same question in the explorer.</summary>
    public string Funnel(NamedCard journey) =>
        period.QuestionQuery.Append(("segment", segment))
            .Where(s => s.Item2 is not null).Aggregate(JourneyAsQuestion.Of(journey), (question, said) => question.With(said.Item1, said.Item2!)).Link;
}
