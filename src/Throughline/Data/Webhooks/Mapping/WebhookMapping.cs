namespace Throughline.Data.Webhooks.Mapping;

/// <summary>
/// Says where in a body stands what. Each place is a path such as <c>data.customer.email</c>; what is left out is not looked for.
/// </summary>
public sealed record WebhookMapping
{
    /// <summary>Where the list is when one call carries many; the other paths then count from its elements, or from the top with a leading <c>$</c>.</summary>
    public string? Items { get; init; }

    public NamedPlace? Event { get; init; }

    /// <summary>When it happened: ISO 8601, or seconds, milliseconds or microseconds since 1970; without it, the time of receipt.</summary>
    public string? At { get; init; }

    public string? UserId { get; init; }
    public string? AnonymousId { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }

    /// <summary>Other identities by their kind, such as <c>card</c>.</summary>
    public IReadOnlyDictionary<string, string>? Identities { get; init; }

    /// <summary>What the sender calls this message, so that it counts once however often it is sent; without it, what it says.</summary>
    public string? MessageId { get; init; }

    public NamedPlace? Channel { get; init; }

    /// <summary>Which part is kept as properties; without it, all.</summary>
    public string? Properties { get; init; }

    /// <summary>Properties by their path inside that part, with the name that they are kept under.</summary>
    public IReadOnlyDictionary<string, string>? Renames { get; init; }
}

/// <summary>A name that is always the same, or that stands in the body.</summary>
/// <param name="Fixed">The name, or the one to take when nothing stands at the path.</param>
/// <param name="Names">What a value in the body is called here; a value that is not named keeps its own.</param>
public sealed record NamedPlace(string? Fixed = null, string? Path = null, IReadOnlyDictionary<string, string>? Names = null);
