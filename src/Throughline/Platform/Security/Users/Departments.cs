using Throughline.Platform.Colleagues;

namespace Throughline.Platform.Security.Users;

/// <summary>Where colleagues work. Any text is one; these are offered first.</summary>
public static class Departments
{
    public const int LongestName = User.LongestDepartment;

    public static IReadOnlyList<string> Usual { get; } =
        ["Marketing", "Product", "Sales", "Stores", "Logistics", "Service", "Customer success", "Finance", "IT"];
}
