using System.Security.Cryptography;
using System.Text;

namespace Throughline.Mail.Threading;

/// <summary>
/// Short signed tokens: key id, payload and HMAC-SHA256 (RFC 2104) cut to 80 bits (its section 5 allows half the hash; a forger has
/// one guess a mail), in lower-case Crockford base32, so that they survive systems that fold case.
/// </summary>
internal static class SignedToken
{
    private const int MacBytes = 10;
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string Sign(SigningKeys keys, string purpose, ReadOnlySpan<byte> payload)
    {
        var id = keys.SigningId;
        return string.Concat([id], Encode(payload), Encode(Mac(keys.Find(id)!, purpose, payload)));
    }

    /// <summary>The payload of <paramref name="payloadBytes"/> bytes when the token is whole and signed by a key of the ring, else null.</summary>
    public static byte[]? Open(SigningKeys keys, string purpose, ReadOnlySpan<char> token, int payloadBytes)
    {
        int payloadLetters = LettersFor(payloadBytes), macLetters = LettersFor(MacBytes);
        if (token.Length != 1 + payloadLetters + macLetters || keys.Find(char.ToLowerInvariant(token[0])) is not { } key) return null;
        var payload = Decode(token.Slice(1, payloadLetters), payloadBytes);
        var mac = Decode(token[(1 + payloadLetters)..], MacBytes);
        return payload is not null && mac is not null && CryptographicOperations.FixedTimeEquals(mac, Mac(key, purpose, payload)) ? payload : null;
    }

    public static int Length(int payloadBytes) => 1 + LettersFor(payloadBytes) + LettersFor(MacBytes);

    private static int LettersFor(int bytes) => (bytes * 8 + 4) / 5;

    // The purpose is part of what is signed, so that a token for one thing is none for another.
    private static byte[] Mac(byte[] key, string purpose, ReadOnlySpan<byte> payload)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(purpose), 0, .. payload];
        return HMACSHA256.HashData(key, signed)[..MacBytes];
    }

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        int held = 0, bits = 0;
        foreach (var b in bytes)
        {
            held = (held << 8 | b) & 0xFFFF;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Letters[(held >> (bits - 5)) & 31]);
        }
        if (bits > 0) text.Append(Letters[(held << (5 - bits)) & 31]);
        return text.ToString();
    }

    private static byte[]? Decode(ReadOnlySpan<char> text, int length)
    {
        var bytes = new byte[length];
        int held = 0, bits = 0, written = 0;
        foreach (var c in text)
        {
            var digit = Letters.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
            if (digit < 0) return null;
            held = (held << 5 | digit) & 0xFFFF;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes[written++] = (byte)(held >> bits);
        }
        // Bits beyond the last byte must be zero, so that each token has one spelling.
        return (held & ((1 << bits) - 1)) == 0 ? bytes : null;
    }
}
