using Throughline.Platform.Security.Keys;

namespace Throughline.Data.Tracking;

/// <summary>Finds the write key of a call: in the Authorization header, else in the body, as the clients differ.</summary>
internal static class IntakeKey
{
    /// <summary>The key named in the header: <c>Basic base64(key:)</c>, with or without the colon, or <c>Bearer key</c>.</summary>
    public static KeyInfo? InHeader(HttpRequest request, KeyRing keys)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return Writing(keys.Find(header.AsSpan(7).Trim()));
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        Span<byte> decoded = stackalloc byte[192];
        if (!Convert.TryFromBase64Chars(header.AsSpan(6).Trim(), decoded, out var length)) return null;
        var colon = decoded[..length].IndexOf((byte)':');
        return Writing(keys.Find(decoded[..(colon < 0 ? length : colon)]));
    }

    public static KeyInfo? Named(string? token, KeyRing keys) => token is null ? null : Writing(keys.Find(token));

    /// <summary>A secret key reads; it is never put into a web page, so it may not write either.</summary>
    private static KeyInfo? Writing(KeyInfo? key) => key is { Kind: KeyKind.Write } ? key : null;
}
