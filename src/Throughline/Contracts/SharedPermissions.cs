namespace Throughline.Contracts;

/// <summary>Permissions that more than one room asks for. The room that declares one says in words what it allows.</summary>
public static class SharedPermissions
{
    /// <summary>Declared by the customers room: whoever may take one customer's data out of the house may take many.</summary>
    public const string ExportCustomers = "customers.export";
}
