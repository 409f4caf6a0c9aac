namespace Throughline.Journeys.Map;

/// <summary>
/// A colour for each department that owns a touchpoint: by the order of their names, so that it stays while period and segment change.
/// The colours hold in dark and for the colour-blind (Okabe and Ito 2008); the name always stands beside.
/// </summary>
public sealed class OwnerColours(IEnumerable<string> departments)
{
    private const int Colours = 8;
    private readonly List<string> _departments = [.. departments.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The class of a department's colour; of the ninth, that of the first.</summary>
    public string ClassOf(string department) =>
        $"owner-{_departments.FindIndex(d => string.Equals(d, department, StringComparison.OrdinalIgnoreCase)) % Colours}";
}
