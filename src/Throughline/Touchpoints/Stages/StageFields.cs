using System.Globalization;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Touchpoints.Stages;

/// <summary>The stages as a colleague fills them in. One form: moving or removing one keeps what else was typed.</summary>
public sealed class StageFields
{
    public List<Line>? Stages { get; set; }
    public string? Service { get; set; }
    public string? Defected { get; set; }
    public string? New { get; set; }
    public string? BoughtFrom { get; set; }
    public string? SettleDays { get; set; }
    public string? SilenceDays { get; set; }
    public string? ValueEvent { get; set; }

    /// <summary>The version that was read.</summary>
    public int Version { get; set; }

    /// <summary>The key of the stage whose button was pressed.</summary>
    public string? Up { get; set; }

    public string? Down { get; set; }

    public string? Remove { get; set; }

    public sealed class Line
    {
        public string? Key { get; set; }
        public string? Name { get; set; }
    }

    public static StageFields Of(ShowStages.Shown shown) => new()
    {
        Stages = [.. shown.Stages.Select(s => new Line { Key = s.Key, Name = s.Name })],
        Service = shown.Service.Name,
        Defected = shown.Defected.Name,
        BoughtFrom = shown.BoughtFrom,
        SettleDays = shown.SettleDays.ToString(CultureInfo.InvariantCulture),
        SilenceDays = shown.SilenceDays?.ToString(CultureInfo.InvariantCulture),
        ValueEvent = shown.ValueEvent,
        Version = shown.Version,
    };

    public (ChangeStages.Request Request, IReadOnlyList<Fault> Faults) Read()
    {
        List<Fault> faults = [];
        var lines = (Stages ?? []).Where(l => l.Key != Remove).Select(l => new ShowStages.Line(l.Key ?? "", l.Name ?? "")).ToList();
        if (lines.FindIndex(l => l.Key == Up) is > 0 and var at) (lines[at - 1], lines[at]) = (lines[at], lines[at - 1]);
        if (lines.FindIndex(l => l.Key == Down) is >= 0 and var from && from < lines.Count - 1) (lines[from], lines[from + 1]) = (lines[from + 1], lines[from]);
        if (!string.IsNullOrWhiteSpace(New)) lines.Add(new ShowStages.Line(KeyOfName.Of(New), New.Trim()));
        var settle = Days(SettleDays, "settleDays", faults);
        var silence = Days(SilenceDays, "silenceDays", faults);
        return (new ChangeStages.Request(
            lines, BoughtFrom, settle, silence, ValueEvent, new ShowStages.Line(Stage.Defected, Defected ?? ""), Version,
            new ShowStages.Line(Stage.Service, Service ?? "")), faults);
    }

    private static int? Days(string? text, string field, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days)) return days;
        faults.Add(new(field, "Enter a whole number of days."));
        return null;
    }
}
