using Roles = Throughline.Platform.Colleagues.Role;

namespace Throughline.Demo.Loading;

/// <summary>Who signs in at Harbour &amp; Pine.</summary>
public sealed record Colleague(string Name, string Email, string Role, string? Department = null)
{
    /// <summary>The same for all: it guards invented people on a machine of one's own.</summary>
    public const string Password = "harbour-and-pine";

    public static IReadOnlyList<Colleague> All { get; } =
    [
        new("Orla Brennan", "owner@harbourandpine.example", Roles.Owner),
        new("Marek Dvořák", "admin@harbourandpine.example", Roles.Admin, "IT"),
        new("Aisling Nolan", "cx@harbourandpine.example", Roles.CxManager, "Customer success"),
        new("Niamh Farrell", "agent@harbourandpine.example", Roles.Agent, "Service"),
        new("Jonas Weber", "analyst@harbourandpine.example", Roles.Analyst, "Marketing"),
        new("Tadhg Moran", "warehouse@harbourandpine.example", Roles.DepartmentMember, "Logistics"),
    ];
}
