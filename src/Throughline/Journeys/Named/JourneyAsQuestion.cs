using Throughline.Journeys.Asking;
using Throughline.Journeys.Changes;
using Throughline.Journeys.Funnels;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Named;

/// <summary>A named journey as a question of the funnel explorer, and back.</summary>
public static class JourneyAsQuestion
{
    /// <summary>What a journey takes from a question, and what it has no place for.</summary>
    public sealed record Taken(Question Question, IReadOnlyList<string> Left);

    public static Question Of(NamedCard journey) =>
        (OfSteps(journey.Steps) with { Journey = journey.Key }).With("window", ChangeLinks.Window(journey.WindowSeconds));

    public static Question OfSteps(IEnumerable<NamedStep> steps) =>
        new(QuestionKind.The<FunnelKind>())
        {
            Events = [.. steps.Select(s => new AskedEvent("step", s.Event) { Where = [.. (s.Where ?? []).Select(Condition.Of)] })]
        };

    /// <summary>The steps that are filled in, without conditions that say nothing.</summary>
    public static IReadOnlyList<NamedStep> Steps(Question question, TouchpointNames names) =>
        [.. question.In("step").Where(s => s.Name.Length > 0).Select(s => new NamedStep(s.Name, Written(s, names)))];

    /// <summary>Steps, their conditions and the time. A condition on every interaction becomes one of each step, which is the same for steps.</summary>
    public static Taken From(Question asked)
    {
        Condition[] all = [.. asked.Filters.Where(f => f.IsSaid && f.Property != "value")];
        var question = new Question(QuestionKind.The<FunnelKind>())
        {
            Events = [.. asked.In("step").Select(s => new AskedEvent("step", s.Name) { Where = [.. s.Where, .. all] })]
        };
        return new Taken(question.With("window", asked["window"]), [.. Left(asked)]);
    }

    /// <summary>Enough steps are named to make a journey of it.</summary>
    public static bool CanBeOf(Question question) =>
        question.Kind == QuestionKind.The<FunnelKind>() && question.In("step").Count(s => s.Name.Length > 0) > 1;

    /// <summary>The question asks what the journey has. Which period is looked at is no part of a journey.</summary>
    public static bool IsOf(NamedCard journey, Question question) => From(Of(journey)).Question.Query == From(question).Question.Query;

    [return: Said]
    private static IEnumerable<string> Left(Question asked)
    {
        if (asked["mode"] != "ordered") yield return "the order";
        if (asked.In("without").Any(e => e.Name.Length > 0)) yield return "events that must not happen";
        if (asked.In("step").Any(s => s.Occurrence != "any")) yield return "first times";
        if (asked.In("step").Any(s => s.Optional)) yield return "steps that may be skipped";
        if (asked.Filters.Any(f => f.IsSaid && f.Property == "value")) yield return "the amount";
        if (asked["segment"].Length > 0) yield return "the segment";
    }

    private static IReadOnlyList<AskedCondition>? Written(AskedEvent step, TouchpointNames names) =>
        step.Where.All(c => c.IsBlank) ? null : [.. step.Where.Where(c => !c.IsBlank).Select(c => c.Written(names))];

    /// <summary>What of a step is begun and not finished, in a sentence; null when all is.</summary>
    public static string? Unfinished(Question question)
    {
        var steps = question.In("step").ToList();
        var at = steps.FindIndex(s => s.Where.Any(c => !c.IsBlank && !c.IsSaid) || (s.Name.Length == 0 && s.Where.Any(c => !c.IsBlank)));
        return at < 0 ? null : Words.Say($"Finish the condition at step {at + 1}, or remove it.");
    }
}
