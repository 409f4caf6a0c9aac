using Throughline.Contracts;
using Throughline.Platform.Security.Keys;

namespace Throughline.Data.Tracking;

/// <summary>Finds the write key of a call: in the Authorization header, else in the body, as the clients differ.</summary>
internal static class IntakeKey
{
    /// <summary>The key named in the header: <c>Basic base64(key:)</c>, with or without the colon, or <c>Bearer key</c>.</summary>
    public static KeyInfo? InHeader(HttpRequest request, KeyRing keys)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return Writing(keys.Find(header.AsSpan(7).Trim()), request);
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        Span<byte> decoded = stackalloc byte[192];
        if (!Convert.TryFromBase64Chars(header.AsSpan(6).Trim(), decoded, out var length)) return null;
        var colon = decoded[..length].IndexOf((byte)':');
        return Writing(keys.Find(decoded[..(colon < 0 ? length : colon)]), request);
    }

    public static KeyInfo? Named(string? token, HttpRequest request, KeyRing keys) => token is null ? null : Writing(keys.Find(token), request);

    /// <summary>As the journal keeps it: whether only our own servers could have sent it. A page says where it is from; no server does.</summary>
    public static string SourceOf(KeyInfo key, HttpRequest request) =>
        $"{(key.IsServers && request.Headers.Origin.Count == 0 ? Sources.OwnServer : Sources.Public)}{key.Id.Value:N}";

    /// <summary>A secret key writes too, as our own server, if it may do everything; but never from a page, where it would be known to all.</summary>
    private static KeyInfo? Writing(KeyInfo? key, HttpRequest request) =>
        key is { Kind: KeyKind.Write } || key is { Kind: KeyKind.Secret, Scopes: null } && request.Headers.Origin.Count == 0 ? key : null;
}
