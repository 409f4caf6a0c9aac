namespace Throughline.Contracts;

/// <summary>The customer a caller means, as every route of a room takes it: by <c>customer</c>, or by <c>identity</c>, who need not be known yet.</summary>
public static class Whom
{
    // A kind has few letters; nothing longer is worth reading.
    private const int Longest = Identity.LongestValue + 100;

    /// <summary>The identity to keep something under; null when neither says anybody.</summary>
    /// <param name="customer">A customer's number.</param>
    /// <param name="identity"><c>KIND:VALUE</c>.</param>
    public static async Task<Identity?> Meant(this IFindCustomers customers, string? customer, string? identity, CancellationToken ct)
    {
        if (customer is null) return Named(identity);
        return CustomerId.Parse(customer) is { } id && await customers.IdentitiesOf(id, ct) is [var first, ..] ? first : null;
    }

    private static Identity? Named(string? identity) =>
        identity is { Length: <= Longest } && Identity.Parse(identity) is { } named && !BlockedValues.Contains(named.Value)
            && named.Value.Length <= Identity.LongestValue ? named : null;
}
