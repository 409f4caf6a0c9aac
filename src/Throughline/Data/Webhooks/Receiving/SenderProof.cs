using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Throughline.Data.Webhooks.Receiving;

/// <summary>Checks who a call is from, in a time that tells nothing about the secret.</summary>
/// <param name="Secret">In UTF-8; null when it cannot be read any more, and then nobody is let in.</param>
/// <param name="Signed">Null: the body alone is signed.</param>
/// <param name="TimeHeader">Null: the time stands beside the signature, as <c>t=</c>.</param>
internal sealed record SenderProof(WebhookAuthentication How, byte[]? Secret, string? Header, string? Prefix, SignedText? Signed, string? TimeHeader)
{
    public bool NeedsBody => How == WebhookAuthentication.Signature;

    public bool Accepts(HttpRequest request, ReadOnlySpan<byte> body, DateTimeOffset now) => Secret is not null && How switch
    {
        WebhookAuthentication.Password => HasPassword(request.Headers.Authorization.ToString()),
        WebhookAuthentication.Signature when Signed is not null => HasTimedSignature(request, body, now),
        WebhookAuthentication.Signature => HasSignature(request.Headers[Header!].ToString().AsSpan().Trim(), body),
    };

    private bool HasPassword(string header)
    {
        if (Given(header) is not { } given) return false;
        // Hashed first, so that neither length nor content shows in the time.
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), SHA256.HashData(Secret!));
    }

    private static byte[]? Given(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return Encoding.UTF8.GetBytes(header[7..].Trim());
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var decoded = new byte[header.Length];
        if (!Convert.TryFromBase64Chars(header.AsSpan(6).Trim(), decoded, out var length)) return null;
        var colon = decoded.AsSpan(0, length).IndexOf((byte)':');
        return decoded[(colon + 1)..length];
    }

    private bool HasSignature(ReadOnlySpan<char> given, ReadOnlySpan<byte> body)
    {
        if (!string.IsNullOrEmpty(Prefix))
        {
            if (!given.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return false;
            given = given[Prefix.Length..];
        }
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Secret!, body, expected);
        return IsSame(given, expected);
    }

    // Several signatures may be given, while a sender changes from one secret to another.
    private bool HasTimedSignature(HttpRequest request, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var header = request.Headers[Header!].ToString();
        var parts = header.Split(',', StringSplitOptions.TrimEntries);
        var time = TimeHeader is null
            ? parts.FirstOrDefault(p => p.StartsWith("t=", StringComparison.Ordinal))?[2..]
            : request.Headers[TimeHeader].ToString().Trim();
        if (time is null || !SignedText.IsNow(time, now)) return false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Signed!.Sign(Secret!, time, body, expected);
        // Some part them by blanks, with a comma in the prefix: v1,SIGNATURE v1,SIGNATURE
        foreach (var part in parts.Concat(header.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
            if (part.StartsWith(Prefix ?? "", StringComparison.Ordinal) && IsSame(part.AsSpan((Prefix ?? "").Length), expected)) return true;
        return false;
    }

    private static bool IsSame(ReadOnlySpan<char> given, ReadOnlySpan<byte> expected)
    {
        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return TryDecode(given, sent) && CryptographicOperations.FixedTimeEquals(sent, expected);
    }

    // In hexadecimal digits there are 64 signs, in base64 44.
    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> into) => text.Length == 2 * into.Length
        ? Convert.FromHexString(text, into, out _, out var written) == OperationStatus.Done && written == into.Length
        : Convert.TryFromBase64Chars(text, into, out written) && written == into.Length;
}
