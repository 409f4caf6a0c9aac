using Microsoft.Extensions.Localization;
using Throughline.Customers.Looks;

namespace Throughline.Customers.Directory;

/// <summary>By what a customer is known, in one line of a list.</summary>
internal static class IdentityWays
{
    public static string Of(CustomerView customer, IStringLocalizer<Words> words) => string.Join(" · ", customer.Identities
        .GroupBy(i => i.Kind).OrderBy(g => IdentityLook.Of(g.Key).Order).Select(g => Way(g.Key, [.. g.Select(i => i.Value)], words)));

    private static string Way(string kind, IReadOnlyList<string> values, IStringLocalizer<Words> words)
    {
        var look = IdentityLook.Of(kind);
        if (values.Count > 1) return words[look.Many, values.Count];
        return look.Folded ? words[look.One] : values[0];
    }
}
