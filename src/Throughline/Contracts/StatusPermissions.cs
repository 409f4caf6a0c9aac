namespace Throughline.Contracts;

/// <summary>What the routes about the state of the server ask for. The data room, which shows it, says them in words.</summary>
public static class StatusPermissions
{
    public const string ReadStatus = "status.read", Maintain = "data.maintain";
}
