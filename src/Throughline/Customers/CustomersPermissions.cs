namespace Throughline.Customers;

/// <summary>What this room's routes ask for.</summary>
public static class CustomersPermissions
{
    public const string Read = "customers.read", Write = "customers.write", Merge = "customers.merge", Erase = "customers.erase",
        MendLogged = "customers.mend";
}
