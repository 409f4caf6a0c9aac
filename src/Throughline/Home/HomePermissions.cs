namespace Throughline.Home;

/// <summary>What this room's routes ask for.</summary>
public static class HomePermissions
{
    public const string Read = "home.read", Attend = "home.attend";
}
