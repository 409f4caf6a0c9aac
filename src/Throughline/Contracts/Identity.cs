namespace Throughline.Contracts;

/// <summary>One way we know a customer: a kind (<c>userId</c>, <c>anonymousId</c>, <c>email</c>, <c>phone</c>, <c>card</c>, …) and a value.</summary>
public readonly record struct Identity(string Kind, string Value)
{
    public const string UserId = "userId", AnonymousId = "anonymousId", Email = "email", Phone = "phone";

    public const int LongestValue = 256;

    private const int ShortestPhone = 6;

    /// <summary>Reads <c>KIND:VALUE</c>; null when either is missing.</summary>
    public static Identity? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 ? new Identity(text[..colon], text[(colon + 1)..]).Normalised() : null;
    }

    /// <summary>
    /// The same mailbox or number written in two ways is one identity; ids are kept exactly as written. The value is empty, and so is nobody's,
    /// when there is no address or number in the text.
    /// </summary>
    public Identity Normalised() => Kind switch
    {
        Email => this with { Value = EmailWriting.Of(Value) },
        Phone => this with { Value = PhoneWriting.Of(Value) },
        _ => this,
    };

    /// <summary>Whether it is, once normalised, an address that mail reaches or a number long enough to be somebody's.</summary>
    public bool IsContact => Kind switch
    {
        Email => Value.Length > 3 && Value.Contains('@', StringComparison.Ordinal),
        Phone => Value.Length >= ShortestPhone,
        _ => false,
    };

    public override string ToString() => $"{Kind}:{Value}";
}
