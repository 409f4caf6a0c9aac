namespace Throughline.Service;

/// <summary>What this room's routes ask for.</summary>
public static class ServicePermissions
{
    public const string Read = "service.read";
}
