namespace Throughline.Journeys;

/// <summary>What this room's routes ask for.</summary>
public static class JourneysPermissions
{
    public const string Read = "journeys.read", Keep = "journeys.keep", Save = "journeys.save", Manage = "journeys.manage";
}
