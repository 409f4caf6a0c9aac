using System.Text.Json;
using Throughline.Platform.Cli;

namespace Throughline.Customers.Erasing;

/// <summary>The customer whom a command names by an identity.</summary>
internal static class OneCustomer
{
    /// <exception cref="CommandException">Nobody has this identity.</exception>
    public static async Task<(string Id, string Name)> Find(LocalServer server, string identity, CancellationToken ct)
    {
        var found = await server.Send(HttpMethod.Get, "/api/customers?identity=" + Uri.EscapeDataString(identity), null, ct);
        if (found.GetProperty("items").EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } customer)
            throw new CommandException($"There is no customer with the identity {identity}. Give it as KIND:VALUE, such as email:anna@example.com.");
        return (customer.GetProperty("id").GetString()!, customer.GetProperty("name").GetString()!);
    }
}
