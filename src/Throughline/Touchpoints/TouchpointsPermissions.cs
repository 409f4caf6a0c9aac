namespace Throughline.Touchpoints;

/// <summary>What this room's routes ask for.</summary>
public static class TouchpointsPermissions
{
    public const string Read = "touchpoints.read", Write = "touchpoints.write";
}
