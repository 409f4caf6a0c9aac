using System.Text.RegularExpressions;
using Throughline.Contracts;
using Throughline.Platform.Security.Access;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Says what is wrong with a touchpoint as somebody wrote it.</summary>
internal static partial class CheckTouchpoint
{
    public const int MostRules = 200, MostConditions = 10, LongestEvent = 200, MostWindowDays = 366, MostExclusions = 20;
    public const long LongestGoal = 2 * 365 * 86_400;

    private static readonly string[] PageNames = ["new", "unassigned", "stages", "referrals", "progress"];

    /// <summary>Every fault, each with the code of its kind.</summary>
    public static List<(string Code, Fault Fault)> FaultsIn(string key, SaveTouchpoint.Request asked, TouchpointBook book)
    {
        List<(string, Fault)> faults = [];
        void Refuse(string code, string field, Sentence why) => faults.Add((code, new Fault(field, why)));
        if (!KeyPattern().IsMatch(key)) Refuse("bad_key", "key", "A key has 1 to 60 lowercase letters, digits, - and _, and begins with a letter or digit.");
        if (PageNames.Contains(key)) Refuse("bad_key", "key", $"\"{key}\" is a reserved word. Choose another key.");
        if (asked.Key is not null && asked.Key != key) Refuse("bad_key", "key", "The key in the body differs from the one in the address.");
        if (IsBad(asked.Name, Touchpoint.LongestName)) Refuse("invalid", "name", $"Enter a name of at most {Touchpoint.LongestName} characters.");
        if (asked.Channel is null || !ChannelPattern().IsMatch(asked.Channel)) Refuse("invalid", "channel", "Enter a channel, such as web, phone or any.");
        if (book.Lanes.All(s => s.Key != asked.Stage))
            Refuse("unknown_stage", "stage",
                $"There is no stage \"{asked.Stage}\". Choose one of {string.Join(", ", book.Lanes.Select(s => s.Key))}.");
        if (IsBad(asked.Goal?.Text, Touchpoint.LongestText))
            Refuse("invalid", "goal", $"Enter the customer’s goal, in at most {Touchpoint.LongestText} characters.");
        if (asked.Goal?.Event?.Length > LongestEvent) Refuse("invalid", "goalEvent", $"An event name can have at most {LongestEvent} characters.");
        if (asked.Goal?.WithinSeconds is < 0 or > LongestGoal) Refuse("invalid", "goalWithin", "The goal must be reached within 0 seconds to 2 years.");
        if (IsBad(asked.Owner?.Department, Touchpoint.LongestName)) Refuse("invalid", "department", "Choose the owner.");
        if (asked.Owner?.Person?.Length > Touchpoint.LongestName) Refuse("invalid", "person", $"A name can have at most {Touchpoint.LongestName} characters.");
        if (asked.Promise is { } promise) faults.AddRange(FaultsIn(promise));
        faults.AddRange(FaultsIn(asked.Rules ?? []));
        return faults;
    }

    private static IEnumerable<(string, Fault)> FaultsIn(Promise promise)
    {
        if (IsBad(promise.Text, Touchpoint.LongestText)) yield return ("bad_promise", new("promiseText", "Enter the promise in one sentence."));
        if (IsBad(promise.Measure, Touchpoint.LongestName)) yield return ("bad_promise", new("promiseMeasure", "Choose a measure."));
        if (!double.IsFinite(promise.Target) || promise.Target < 0)
            yield return ("bad_promise", new("promiseTarget", "The target must be 0 or more; for a time, in seconds."));
        if (promise.Clock is not (null or Promise.Elapsed or Promise.Business or Promise.Day))
            yield return ("bad_promise", new("promiseClock", "The clock must be elapsed, business or day."));
        if (promise.WindowDays is < 1 or > MostWindowDays)
            yield return ("bad_promise", new("promiseWindowDays", $"The window must be 1 to {MostWindowDays} days."));
        if (promise.Begins is null != promise.Keeps is null)
            yield return ("bad_promise", new(promise.Begins is null ? "promiseBegins" : "promiseKeeps",
                "Enter both: the event that starts a case and the event that keeps the promise."));
        foreach (var (field, named) in new[]
        {
            ("promiseBegins", promise.Begins), ("promiseKeeps", promise.Keeps), ("promiseCase", promise.Case), ("promiseCallsOff", promise.CallsOff),
            ("promiseDay", promise.PromisedDay), ("promiseCalendar", promise.Calendar),
        })
            if (named is not null && IsBad(named, LongestEvent))
                yield return ("bad_promise", new(field, $"Enter a name of at most {LongestEvent} characters, or leave it empty."));
        if (promise.Exclusions is { } reasons && (reasons.Count > MostExclusions || reasons.Any(r => IsBad(r, Touchpoint.LongestName))))
            yield return ("bad_promise", new("promiseExclusions", $"Enter at most {MostExclusions} reasons, none of them empty."));
        if (promise.Share is not (> 0 and <= 1)) yield return ("bad_promise", new("promiseShare", "The share must be above 0 and at most 1: 0.95 for 95 %."));
    }

    private static IEnumerable<(string, Fault)> FaultsIn(IReadOnlyList<Rule> rules)
    {
        if (rules.Count > MostRules)
        {
            yield return ("too_many_rules", new("rules",
                $"A touchpoint can have at most {MostRules} rules; this one has {rules.Count}. Remove rules that a broader rule already covers."));
            yield break;
        }
        foreach (var (i, rule) in rules.Index())
            if (FaultIn(rule) is { } fault) yield return (fault.Code, new("rules", $"Rule {i + 1}: {fault.Why}"));
    }

    private static (string Code, string Why)? FaultIn(Rule? rule)
    {
        if (rule is null || IsBad(rule.Event, LongestEvent))
            return ("bad_rule", Words.Say($"Enter an event of at most {LongestEvent} characters, or * for any."));
        if (rule.Channel is not null && !ChannelPattern().IsMatch(rule.Channel))
            return ("bad_rule", Words.Say("A channel is one lowercase word, such as web or phone. Leave it out for all channels."));
        if (rule.Where?.Count > MostConditions) return ("bad_condition", Words.Say($"A rule can have at most {MostConditions} conditions."));
        return (rule.Where ?? [])
            .Select(c => c is null ? Words.Say("A condition needs a property name.") : CompiledCondition.Compile(c).Why)
            .FirstOrDefault(why => why is not null) is { } why
            ? ("bad_condition", why)
            : null;
    }

    private static bool IsBad(string? text, int longest) => string.IsNullOrWhiteSpace(text) || text.Length > longest;

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$")]
    private static partial Regex KeyPattern();

    [GeneratedRegex("^[a-z0-9][a-z0-9_.-]{0,59}$", RegexOptions.IgnoreCase)]
    private static partial Regex ChannelPattern();
}
