using System.Text.RegularExpressions;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Named;

/// <summary>Says what is wrong with a named journey as somebody wrote it.</summary>
internal static partial class CheckNamed
{
    public const int MostSteps = 32, LongestEvent = 200;
    public const long LongestWindow = 2 * 366 * 86_400;

    public static List<Fault> FaultsIn(string key, SaveNamed.Request asked)
    {
        List<Fault> faults = [];
        void Refuse(string field, Sentence why) => faults.Add(new Fault(field, why));
        if (!KeyPattern().IsMatch(key) || key == "new")
            Refuse("key", "A key has 1 to 60 lowercase letters, digits, - and _, begins with a letter or digit, and is not “new”.");
        if (asked.Key is not null && asked.Key != key) Refuse("key", "The key in the body differs from the one in the address.");
        if (IsBad(asked.Name, NamedJourney.LongestName)) Refuse("name", $"Enter a name of at most {NamedJourney.LongestName} characters.");
        if (asked.Description?.Length > NamedJourney.LongestText) Refuse("description", $"A description can have at most {NamedJourney.LongestText} "
            + $"characters.");
        if (IsBad(asked.Goal, NamedJourney.LongestText))
            Refuse("goal", $"Enter the customer’s goal, in at most {NamedJourney.LongestText} characters.");
        if (IsBad(asked.Owner?.Department, NamedJourney.LongestName)) Refuse("department", "Choose the owner.");
        if (asked.Owner?.Person?.Length > NamedJourney.LongestName) Refuse("person", $"A name can have at most {NamedJourney.LongestName} characters.");
        if (asked.WindowSeconds is not (>= 1 and <= LongestWindow)) Refuse("window", "The time limit must be between 1 second and 2 years.");
        if (asked.TargetShare is { } share && !(share is > 0 and <= 1)) Refuse("targetShare", "A target must be above 0 and at most 100%.");
        if (asked.TargetSeconds is { } time && (time < 1 || time > asked.WindowSeconds))
            Refuse("targetTime", "The target time must be at least 1 second and at most the time limit.");
        faults.AddRange(FaultsIn(asked.Steps ?? []));
        return faults;
    }

    private static IEnumerable<Fault> FaultsIn(IReadOnlyList<NamedStep?> steps)
    {
        if (steps.Count is < 2 or > MostSteps) yield return new("steps", $"Provide 2 to {MostSteps} steps.");
        foreach (var (i, step) in steps.Index().Take(MostSteps))
            if (FaultIn(step, i) is { } why) yield return new("steps", why);
    }

    private static string? FaultIn(NamedStep? step, int i)
    {
        if (IsBad(step?.Event, LongestEvent)) return Words.Say($"Step {i + 1} needs an event of at most {LongestEvent} characters.");
        try
        {
            Conditions.Pattern(step!.Event, step.Where, $"steps[{i}].event");
            return null;
        }
        catch (QuestionException e)
        {
            return e.Sentence;
        }
    }

    private static bool IsBad(string? text, int longest) => string.IsNullOrWhiteSpace(text) || text.Trim().Length > longest;

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();
}
