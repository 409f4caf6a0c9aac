using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Journeys.Questions;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Answering;

/// <summary>A question in one line: what a phone shows in the place of its form, and what stands above a picture of its answer.</summary>
public sealed class QuestionInWords(TouchpointNames names, IStringLocalizer<Words> words) : IPart
{
    /// <summary>"Payment Failed · by browser · 2 conditions · 30 days".</summary>
    public string Line(Exploration exploration) => string.Join(" · ", What(exploration.Question).Concat(Scope(exploration)));

    /// <summary>"Funnel: Cart → Order".</summary>
    public string Title(Question question) => words["{0}: {1}", words[question.Kind.Title].Value, string.Join(" · ", What(question))];

    /// <summary>For whom and when: "Gold · 22 Oct – 20 Nov 2026".</summary>
    public string Told(Exploration exploration)
    {
        var (whose, when) = (Segment(exploration) ?? words["Everyone"].Value, When(exploration));
        return when.Length > 0 ? $"{whose} · {when}" : whose;
    }

    /// <summary>"22 Oct – 20 Nov 2026 · compared with 22 Sep – 21 Oct 2026".</summary>
    public string When(Exploration exploration) => exploration.Period is not { } period ? ""
        : exploration.Question["compare"] != "before" ? period.InWords
        : period.Before is { } before ? words["{0} · compared with {1}", period.InWords, before.InWords]
        : words["{0} · no earlier data to compare with", period.InWords];

    private IEnumerable<string> What(Question question)
    {
        string[] events = [.. question.Events.Where(e => e.Name.Length > 0 && e.Role != "without").Select(e => names.EventName(e.Name))];
        if (events.Length > 0) yield return string.Join(" → ", events);
        else if (question["touchpoint"] is { Length: > 0 } touchpoint) yield return names.NameOf("touchpoint", touchpoint);
        else yield return words[question.Kind.Title];
        if (question["by"] is { Length: > 0 } by && question.Kind.Settings.GetValueOrDefault("by") != by) yield return words["by {0}", by];
        var conditions = question.Filters.Concat(question.Events.SelectMany(e => e.Where)).Count(c => c.IsSaid);
        if (conditions == 1) yield return words["1 condition"];
        else if (conditions > 1) yield return words["{0} conditions", conditions.ToString("N0", CultureInfo.CurrentCulture)];
    }

    private IEnumerable<string> Scope(Exploration exploration)
    {
        if (Segment(exploration) is { } segment) yield return segment;
        var named = exploration.Question["period"];
        if (named != Period.Own && Period.Choices.FirstOrDefault(c => c.Key == named).Title is { } title) yield return words[title];
        else if (exploration.Period is { } period) yield return period.InWords;
        if (exploration.Question["compare"] != "none") yield return words["compared"];
    }

    private static string? Segment(Exploration exploration) => exploration.Question["segment"] is { Length: > 0 } key
        ? exploration.Segments.FirstOrDefault(s => s.Key == key)?.Name ?? key
        : null;
}
