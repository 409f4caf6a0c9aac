namespace Throughline.Platform.Journal;

/// <summary>
/// The message ids that the house makes itself. Whoever could send one of them beforehand would make what comes later a repeat, which
/// the journal drops; so each door sets such an id aside, unless it is the one that makes them.
/// </summary>
public static class ReservedIds
{
    /// <summary>Of a fact that a room has told: <c>fact:</c> and 128 random bits.</summary>
    public const string Fact = "fact:";

    /// <summary>Of facts told before they had random ids. Nothing makes these any more; those in a journal stay as they are.</summary>
    public const string Outbox = "outbox:";

    /// <summary>Of a purchase in a file: <c>order:ORDER</c>.</summary>
    public const string Order = "order:";

    /// <summary>Of a row in a file that has no id of its own: <c>row:</c> and a digest of what it says.</summary>
    public const string Row = "row:";

    /// <summary>Of a webhook: <c>hook:KEY:ID</c>.</summary>
    public const string Hook = "hook:";

    /// <summary>The code of what is set aside for this.</summary>
    public const string Code = "reserved_message_id";

    public static IReadOnlyList<string> All { get; } = [Fact, Outbox, Order, Row, Hook];

    /// <summary>Why a door may not use this id, and what mends it; null when it may.</summary>
    /// <param name="mayUse">The prefixes that are this door's own.</param>
    public static string? WhyNot(string? messageId, params ReadOnlySpan<string> mayUse)
    {
        if (messageId is null || !messageId.Contains(':', StringComparison.Ordinal)) return null;
        foreach (var prefix in All)
            if (messageId.StartsWith(prefix, StringComparison.Ordinal) && !mayUse.Contains(prefix))
                return $"Message ids that begin with \"{prefix}\" are made by Throughline itself. Put something of your own before it, "
                    + $"such as \"shop-{prefix}…\", or leave messageId out.";
        return null;
    }
}
