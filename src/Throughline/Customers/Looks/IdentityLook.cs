using Throughline.Contracts;

namespace Throughline.Customers.Looks;

/// <summary>How a kind of identity looks and is called: one, and several.</summary>
/// <param name="One">What one of them is, with nothing said of its value.</param>
/// <param name="Many">With how many there are at <c>{0}</c>.</param>
/// <param name="Folded">Values that tell a person nothing are counted and not listed.</param>
public sealed record IdentityLook(string Icon, [Said] string One, [Said] string Many, int Order, bool Folded = false)
{
    public static IdentityLook Of(string kind) => kind switch
    {
        Identity.Email => new("mail", "Email", "{0} email addresses", 0),
        Identity.Phone => new("phone", "Phone", "{0} phone numbers", 1),
        Identity.UserId => new("user-check", "User ID", "{0} user IDs", 2),
        "card" => new("credit-card", "Card", "{0} cards", 3),
        Identity.AnonymousId => new("browser", "1 browser or device", "{0} browsers or devices", 9, Folded: true),
        _ when SharedDevices.IsOne(kind) => new("device-tablet", "Shared device", "{0} shared devices", 8),
        _ => new("id-badge-2", kind, "{0} × " + kind.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), 5),
    };

    /// <summary>Why an identity belongs to a customer, in a sentence.</summary>
    [return: Said]
    public static string WordsFor(string why) => why switch
    {
        "identify" => "Linked by an identify call",
        "alias" => "Linked by an alias call",
        "seen together" => "Seen in the same interaction",
        _ => why,
    };
}
