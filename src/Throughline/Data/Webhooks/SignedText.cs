using System.Security.Cryptography;
using System.Text;

namespace Throughline.Data.Webhooks;

/// <summary>What a sender signs when it signs the time with the body: <c>{time}.{body}</c> (Stripe), <c>v0:{time}:{body}</c> (Slack).</summary>
internal sealed class SignedText
{
    /// <summary>How far a signed time may be from ours, either way: a call that somebody has recorded is good for no longer.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public const string Time = "{time}", Body = "{body}";

    private const int Longest = 60;

    private readonly byte[] _before, _between, _after;

    private SignedText(string before, string between, string after) =>
        (_before, _between, _after) = (Encoding.ASCII.GetBytes(before), Encoding.ASCII.GetBytes(between), Encoding.ASCII.GetBytes(after));

    /// <summary>Null when it does not say where time and body stand, in this order.</summary>
    public static SignedText? Parse(string text)
    {
        var (time, body) = (text.IndexOf(Time, StringComparison.Ordinal), text.IndexOf(Body, StringComparison.Ordinal));
        if (time < 0 || body < time || text.Length > Longest) return null;
        var (before, between, after) = (text[..time], text[(time + Time.Length)..body], text[(body + Body.Length)..]);
        return (before + between + after).All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '-' or '_')
            ? new SignedText(before, between, after)
            : null;
    }

    /// <summary>HMAC-SHA-256 of what is signed.</summary>
    public void Sign(byte[] secret, string time, ReadOnlySpan<byte> body, Span<byte> into)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(_before);
        hash.AppendData(Encoding.UTF8.GetBytes(time));
        hash.AppendData(_between);
        hash.AppendData(body);
        hash.AppendData(_after);
        hash.GetHashAndReset(into);
    }

    /// <summary>Whether a time, however the sender writes it, is about now.</summary>
    public static bool IsNow(string time, DateTimeOffset now) => SignedTime.Read(time) is { } at && (now - at).Duration() <= Tolerance;
}
