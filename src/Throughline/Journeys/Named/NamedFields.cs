using System.Globalization;
using System.Text.Json;
using Throughline.Journeys.Asking;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Named;

/// <summary>A named journey as a colleague fills it in.</summary>
public sealed class NamedFields
{
    /// <summary>In which units people give times.</summary>
    public static readonly IReadOnlyList<(string Name, long Seconds)> Units = [("days", 86_400), ("hours", 3_600), ("minutes", 60)];

    private const int SpareRows = 2, FirstRows = 4;

    public string? Key { get; set; }
    public string? Name { get; set; }
    public string? Description { get; set; }
    public string? Goal { get; set; }
    public string? Department { get; set; }
    public string? Person { get; set; }
    public string? Window { get; set; }
    public string? WindowUnit { get; set; }

    /// <summary>In percent.</summary>
    public string? TargetShare { get; set; }

    public string? TargetTime { get; set; }
    public string? TargetUnit { get; set; }
    public List<StepFields>? Steps { get; set; }

    public sealed class StepFields
    {
        public string? Event { get; set; }

        /// <summary>Conditions as the API has them; the form passes them on.</summary>
        public string? Where { get; set; }
    }

    /// <summary>The steps, and empty rows for more.</summary>
    public IReadOnlyList<StepFields> Rows => [.. (Steps ?? []).Concat(Enumerable.Repeat(new StepFields(), Math.Max(SpareRows, FirstRows - (Steps?.Count ?? 0)))).Take(CheckNamed.MostSteps)];

    public static NamedFields Of(NamedCard card)
    {
        var ((window, unit), (time, timeUnit)) = (Spell(card.WindowSeconds), Spell(card.TargetSeconds));
        return new NamedFields
        {
            Key = card.Key, Name = card.Name, Description = card.Description, Goal = card.Goal, Department = card.Owner.Department, Person = card.Owner.Person,
            Window = window, WindowUnit = unit, TargetTime = time, TargetUnit = timeUnit, TargetShare = (card.TargetShare * 100)?.ToString("0.##", CultureInfo.InvariantCulture),
            Steps = [.. card.Steps.Select(s => new StepFields { Event = s.Event, Where = s.Where is { Count: > 0 } where ? JsonSerializer.Serialize(where, JsonSerializerOptions.Web) : null })],
        };
    }

    /// <summary>What was filled in, or what cannot be read.</summary>
    public (SaveNamed.Request Request, IReadOnlyList<Fault> Faults) Read()
    {
        List<Fault> faults = [];
        var window = Seconds(Window, WindowUnit, "window", faults);
        var time = Seconds(TargetTime, TargetUnit, "targetTime", faults);
        double? share = null;
        if (TargetShare.NullIfBlank() is { } text)
        {
            if (TryNumber(text, out var percent)) share = percent / 100;
            else faults.Add(new("targetShare", "Give a number above 0 and at most 100."));
        }
        var steps = (Steps ?? []).Where(s => s.Event.NullIfBlank() is not null).Select(s => new NamedStep(s.Event!.Trim(), Conditions(s.Where))).ToList();
        return (new SaveNamed.Request(null, Name, Description, Goal, new NamedOwner(Department, Person.NullIfBlank()), steps, window, share, time), faults);
    }

    private static List<AskedCondition>? Conditions(string? json)
    {
        try
        {
            return json.NullIfBlank() is { } given ? JsonSerializer.Deserialize<List<AskedCondition>>(given, JsonSerializerOptions.Web) : null;
        }
        catch (JsonException)
        {
            return null; // The form wrote it; whoever changed it by hand loses it.
        }
    }

    private static (string? Number, string? Unit) Spell(long? seconds)
    {
        if (seconds is not { } given) return (null, null);
        var (name, size) = Units.FirstOrDefault(u => given % u.Seconds == 0, Units[^1]);
        return (((double)given / size).ToString("0.###", CultureInfo.InvariantCulture), name);
    }

    private static long? Seconds(string? number, string? unit, string field, List<Fault> faults)
    {
        if (number.NullIfBlank() is not { } text) return null;
        if (TryNumber(text, out var given) && given is >= 0 and < 1e6) return (long)Math.Round(given * Units.FirstOrDefault(u => u.Name == unit, Units[0]).Seconds);
        faults.Add(new(field, "Give a number."));
        return null;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
