using System.Globalization;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Inventory;

/// <summary>A touchpoint as a colleague fills it in.</summary>
public sealed class TouchpointFields
{
    /// <summary>In which units people give times.</summary>
    public static readonly IReadOnlyList<(string Name, long Seconds)> Units = [("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1)];

    public string? Key { get; set; }
    public string? Name { get; set; }
    public string? Channel { get; set; }
    public string? Stage { get; set; }
    public string? Goal { get; set; }
    public string? GoalEvent { get; set; }
    public string? GoalWithin { get; set; }
    public string? GoalUnit { get; set; }
    public string? Department { get; set; }
    public string? Person { get; set; }
    public string? PromiseText { get; set; }
    public string? PromiseMeasure { get; set; }
    public string? PromiseTarget { get; set; }
    public string? PromiseUnit { get; set; }

    /// <summary>In percent.</summary>
    public string? PromiseShare { get; set; }

    public string? PromiseClock { get; set; }
    public string? PromiseBegins { get; set; }
    public string? PromiseKeeps { get; set; }
    public string? PromiseCase { get; set; }
    public string? PromiseCallsOff { get; set; }

    public List<RuleFields>? Rules { get; set; }

    /// <summary>"yes" once somebody was asked about names that nobody has sent, and meant them.</summary>
    public string? Anyway { get; set; }

    /// <summary>The version that was read; 0 of a new one.</summary>
    public int Version { get; set; }

    public sealed class RuleFields
    {
        public string? Event { get; set; }
        public string? Channel { get; set; }
        public List<ConditionRow>? Conditions { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Event) && (Conditions ?? []).All(c => c.IsEmpty);

        /// <summary>Those that are filled in, and an empty one.</summary>
        public IReadOnlyList<ConditionRow> Offered => [.. (Conditions ?? []).Where(c => !c.IsEmpty), new()];
    }

    public sealed class ConditionRow
    {
        public string? Property { get; set; }
        public string? Op { get; set; } = "eq";
        public string? Value { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Property) && string.IsNullOrWhiteSpace(Value);
    }

    public static TouchpointFields Of(TouchpointCard card)
    {
        var (within, unit) = Spell(card.Goal.WithinSeconds ?? 0);
        var (target, promiseUnit) = Spell(card.Promise?.Target ?? 0);
        return new TouchpointFields
        {
            Version = card.Version, Key = card.Key, Name = card.Name, Channel = card.Channel, Stage = card.Stage,
            Goal = card.Goal.Text, GoalEvent = card.Goal.Event, GoalWithin = within, GoalUnit = unit,
            Department = card.Owner.Department, Person = card.Owner.Person,
            PromiseText = card.Promise?.Text, PromiseMeasure = card.Promise?.Measure, PromiseTarget = card.Promise is null ? null : target,
            PromiseUnit = promiseUnit,
            PromiseShare = card.Promise is { } promise ? (promise.Share * 100).ToString("0.##", CultureInfo.InvariantCulture) : null,
            PromiseClock = card.Promise is { } p ? PromiseMeasures.ClockOf(p) : null, PromiseBegins = card.Promise?.Begins,
            PromiseKeeps = card.Promise?.Keeps, PromiseCase = card.Promise?.Case, PromiseCallsOff = card.Promise?.CallsOff,
            Rules = [.. card.Rules.Select(r => new RuleFields { Event = r.Event, Channel = r.Channel, Conditions = [.. (r.Where ?? []).Select(Row)] })],
        };
    }

    /// <summary>What was filled in, or what cannot be read.</summary>
    public (SaveTouchpoint.Request Request, IReadOnlyList<Fault> Faults) Read()
    {
        List<Fault> faults = [];
        var within = Seconds(GoalWithin, GoalUnit, "goalWithin", faults);
        Promise? promise = null;
        if (!string.IsNullOrWhiteSpace(PromiseText))
        {
            var target = Seconds(PromiseTarget, PromiseUnit, "promiseTarget", faults) ?? 0;
            if (!TryNumber(PromiseShare, out var percent)) faults.Add(new("promiseShare", "Enter a number above 0 and at most 100."));
            promise = new Promise(PromiseText.Trim(), PromiseMeasure?.Trim() ?? "", target, percent / 100)
            {
                Clock = PromiseClock.NullIfBlank(), Begins = PromiseBegins.NullIfBlank()?.Trim(), Keeps = PromiseKeeps.NullIfBlank()?.Trim(),
                Case = PromiseCase.NullIfBlank()?.Trim(), CallsOff = PromiseCallsOff.NullIfBlank()?.Trim(),
            };
            // What the measure says by itself need not be kept.
            if (promise.Clock == PromiseMeasures.ClockOf(promise with { Clock = null })) promise = promise with { Clock = null };
        }
        var rules = (Rules ?? []).Where(r => !r.IsEmpty)
            .Select(r => new Rule(r.Event?.Trim() ?? "", string.IsNullOrWhiteSpace(r.Channel) ? null : r.Channel.Trim(), Where(r))).ToList();
        return (
            new SaveTouchpoint.Request(
                null, Name, Channel?.Trim(), Stage, new GoalFields(Goal, GoalEvent, (long?)within), new OwnerFields(Department, Person),
                promise, rules, Version),
            faults);
    }

    private static ConditionRow Row(Condition condition) => new()
    {
        Property = condition.Property, Op = condition.Op, Value = ConditionText.ValueOf(condition),
    };

    private static List<Condition>? Where(RuleFields rule) =>
        (rule.Conditions ?? []).Where(c => !c.IsEmpty)
            .Select(c => ConditionText.Of(c.Property?.Trim() ?? "", c.Op ?? "eq", c.Value ?? "")).ToList() is { Count: > 0 } some
            ? some
            : null;

    /// <summary>The key that was given, or one made of the name.</summary>
    public string KeyOrOfName() => string.IsNullOrWhiteSpace(Key) ? KeyOfName.Of(Name) : Key.Trim();

    /// <summary>A time in the largest unit that tells it whole.</summary>
    public static (string Number, string Unit) Spell(double seconds)
    {
        var (name, size) = seconds == 0 ? Units[0] : Units.First(u => seconds % u.Seconds == 0 || u.Seconds == 1);
        return ((seconds / size).ToString("0.###", CultureInfo.InvariantCulture), name);
    }

    private static double? Seconds(string? number, string? unit, string field, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(number)) return null;
        if (TryNumber(number, out var given) && given >= 0) return Math.Round(given * Units.FirstOrDefault(u => u.Name == unit, Units[^1]).Seconds);
        faults.Add(new(field, "Enter a number of 0 or more."));
        return null;
    }

    private static bool TryNumber(string? text, out double number) =>
        double.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
