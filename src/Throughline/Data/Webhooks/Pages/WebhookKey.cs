namespace Throughline.Data.Webhooks.Pages;

/// <summary>Makes a key of a name: <c>DHL, parcels</c> → <c>dhl-parcels</c>.</summary>
internal static class WebhookKey
{
    public static string OfName(string? name)
    {
        var key = string.Join('-', new string([.. (name ?? "").ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return key[..Math.Min(key.Length, WebhookDoor.LongestKey)].Trim('-');
    }
}
