namespace Throughline.Data;

/// <summary>What this room's routes ask for.</summary>
public static class DataPermissions
{
    public const string MendData = "data.mend", ImportFiles = "data.import", ManageDoors = "data.doors";
}
