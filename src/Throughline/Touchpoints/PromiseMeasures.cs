namespace Throughline.Touchpoints;

/// <summary>What a promise can be measured by.</summary>
public static class PromiseMeasures
{
    /// <summary>As a promise stores it, and as it reads within a sentence: "first reply within 4 hours".</summary>
    [Said]
    public static IReadOnlyList<(string Key, string Title)> All { get; } =
    [
        ("firstReply", "first reply"), ("resolution", "solved"), ("waiting", "answered"), ("dispatch", "sent"), ("delivery", "delivered"),
        ("refund", "refunded"),
    ];
}
