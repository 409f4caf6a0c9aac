namespace Throughline.Customers;

/// <summary>Kinds of identities that stand for a device which many people use, such as a kiosk.</summary>
internal static class SharedDevices
{
    private static readonly string[] Kinds = ["device", "kiosk", "tablet", "trunk"];

    public static bool IsOne(string kind) => Kinds.Contains(kind);
}
