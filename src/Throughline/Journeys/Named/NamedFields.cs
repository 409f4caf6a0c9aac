using System.Globalization;
using Throughline.Journeys.Questions;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Named;

/// <summary>A named journey as a colleague fills it in.</summary>
public sealed class NamedFields
{
    /// <summary>In which units people give times.</summary>
    public static readonly IReadOnlyList<(string Name, long Seconds)> Units = [("days", 86_400), ("hours", 3_600), ("minutes", 60)];

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

    /// <summary>The version that was read, so that nobody's change is overwritten unseen; none for a new journey.</summary>
    public int? Version { get; set; }

    public static NamedFields Of(NamedCard card)
    {
        var ((window, unit), (time, timeUnit)) = (Spell(card.WindowSeconds), Spell(card.TargetSeconds));
        return new NamedFields
        {
            Key = card.Key, Name = card.Name, Description = card.Description, Goal = card.Goal, Department = card.Owner.Department, Person = card.Owner.Person,
            Window = window, WindowUnit = unit, TargetTime = time, TargetUnit = timeUnit,
            TargetShare = (card.TargetShare * 100)?.ToString("0.##", CultureInfo.InvariantCulture),
            Version = card.Version,
        };
    }

    /// <summary>What was filled in, or what cannot be read.</summary>
    /// <param name="steps">The steps as a question.</param>
    public (SaveNamed.Request Request, IReadOnlyList<Fault> Faults) Read(Question steps, TouchpointNames names)
    {
        List<Fault> faults = [];
        var window = Seconds(Window, WindowUnit, "window", faults);
        var time = Seconds(TargetTime, TargetUnit, "targetTime", faults);
        double? share = null;
        if (TargetShare.NullIfBlank() is { } text)
        {
            if (TryNumber(text, out var percent)) share = percent / 100;
            else faults.Add(new("targetShare", "Enter a number above 0 and at most 100."));
        }
        if (JourneyAsQuestion.Unfinished(steps) is { } why) faults.Add(new("steps", why));
        return (
            new SaveNamed.Request(
                null, Name, Description, Goal, new NamedOwner(Department, Person.NullIfBlank()), JourneyAsQuestion.Steps(steps, names),
                window, share, time, Version),
            faults);
    }

    /// <summary>The time that customers have, as a question says it.</summary>
    public void Take(long? windowSeconds) => (Window, WindowUnit) = Spell(windowSeconds);

    private static (string? Number, string? Unit) Spell(long? seconds)
    {
        if (seconds is not { } given) return (null, null);
        var (name, size) = Units.FirstOrDefault(u => given % u.Seconds == 0, Units[^1]);
        return (((double)given / size).ToString("0.###", CultureInfo.InvariantCulture), name);
    }

    private static long? Seconds(string? number, string? unit, string field, List<Fault> faults)
    {
        if (number.NullIfBlank() is not { } text) return null;
        if (TryNumber(text, out var given) && given is >= 0 and < 1e6)
            return (long)Math.Round(given * Units.FirstOrDefault(u => u.Name == unit, Units[0]).Seconds);
        faults.Add(new(field, "Enter a number."));
        return null;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
