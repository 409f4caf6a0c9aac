namespace Throughline.Contracts;

/// <summary>One way we know a customer: a kind (<c>userId</c>, <c>anonymousId</c>, <c>email</c>, <c>phone</c>, <c>card</c>, …) and a value.</summary>
public readonly record struct Identity(string Kind, string Value)
{
    public const string UserId = "userId", AnonymousId = "anonymousId", Email = "email", Phone = "phone";

    public const int LongestValue = 256;

    /// <summary>Reads <c>KIND:VALUE</c>; null when either is missing.</summary>
    public static Identity? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 ? new Identity(text[..colon], text[(colon + 1)..]).Normalised() : null;
    }

    /// <summary>The same mailbox or number written in two ways is one identity; ids are kept exactly as written.</summary>
    public Identity Normalised() => Kind switch
    {
        Email => this with { Value = Value.Trim().ToLowerInvariant() },
        Phone => this with { Value = WithoutPunctuation(Value) },
        _ => this,
    };

    public override string ToString() => $"{Kind}:{Value}";

    private static string WithoutPunctuation(string phone)
    {
        var kept = string.Concat(phone.Where((c, i) => char.IsAsciiDigit(c) || c == '+' && phone[..i].All(char.IsWhiteSpace)));
        return kept.StartsWith("00", StringComparison.Ordinal) ? "+" + kept[2..] : kept;
    }
}
