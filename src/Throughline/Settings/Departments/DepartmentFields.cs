namespace Throughline.Settings.Departments;

/// <summary>A department as a colleague fills it in.</summary>
public sealed class DepartmentFields
{
    public string? Name { get; set; }
    public string? Calendar { get; set; }

    /// <summary>The version that was read.</summary>
    public int Version { get; set; }
}
