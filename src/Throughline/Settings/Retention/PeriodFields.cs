namespace Throughline.Settings.Retention;

/// <summary>A period as a colleague fills it in.</summary>
public sealed class PeriodFields
{
    public string? Event { get; set; }
    public string? Days { get; set; }
}
