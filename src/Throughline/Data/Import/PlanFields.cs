using Throughline.Data.Import.Plans;

namespace Throughline.Data.Import;

/// <summary>What a colleague has chosen: of each field its column, or one value for all rows.</summary>
public sealed class PlanFields
{
    private const string MapPrefix = "map.", SetPrefix = "set.";

    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();
    public string? Dates { get; init; }
    public string? TimeZone { get; init; }
    public string? Decimal { get; init; }

    public static PlanFields Of(IFormCollection form) => new()
    {
        Map = Under(form, MapPrefix),
        Set = Under(form, SetPrefix),
        Dates = form["dates"],
        TimeZone = form["zone"],
        Decimal = form["decimal"],
    };

    public static PlanFields Of(ImportPlan plan) => new()
    {
        Map = plan.Map ?? new Dictionary<string, string>(),
        Set = plan.Set ?? new Dictionary<string, string>(),
        Dates = plan.Dates,
        TimeZone = plan.TimeZone,
        Decimal = plan.Decimal,
    };

    public static string NameOfMap(ImportField field) => MapPrefix + field.Name;

    public static string NameOfSet(ImportField field) => SetPrefix + field.Name;

    public ImportPlan ToPlan(string? format, FileView view) => new(format, Map, Set, view.Delimiter, Dates, TimeZone, Decimal, view.Encoding, view.Sheet);

    private static Dictionary<string, string> Under(IFormCollection form, string prefix) =>
        form.Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(f => f.Key[prefix.Length..], f => f.Value.ToString().Trim());
}
