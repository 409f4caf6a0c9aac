using Throughline.Contracts;

namespace Throughline.Customers.Listing;

/// <summary>The list of customers, of which views are saved.</summary>
[OneForAll]
public sealed class ListOfCustomers : INamedList
{
    public string Key => "customers";

    public string Path => "/customers";

    public string Permission => CustomersPermissions.Read;

    [Said]
    public string? Whole => "All customers";

    // Whom a call is logged for, and a segment that was not made.
    public IReadOnlyList<string> NotKept { get; } = ["for", "refused"];
}
