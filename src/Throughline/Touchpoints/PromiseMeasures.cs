namespace Throughline.Touchpoints;

/// <summary>What a promise can be measured by.</summary>
public static class PromiseMeasures
{
    public const string Delivery = "delivery";

    /// <summary>As a promise stores it, and as it reads within a sentence: "first reply within 4 hours".</summary>
    [Said]
    public static IReadOnlyList<(string Key, string Title)> All { get; } =
    [
        ("firstReply", "first reply"), ("resolution", "solved"), ("waiting", "answered"), ("dispatch", "sent"), (Delivery, "delivered"),
        ("refund", "refunded"),
    ];

    /// <summary>The events by which a measure is usually told. Of several the one that the touchpoint's rules take.</summary>
    private static readonly (string Measure, string Begins, string Keeps)[] Usual =
    [
        ("firstReply", "Chat Started", "Chat Answered"), ("firstReply", "Call Started", "Call Answered"), ("firstReply", "Email Received", "Email Answered"),
        ("firstReply", "Product Question Asked", "Product Question Answered"),
        ("waiting", "Call Started", "Call Answered"), ("waiting", "Chat Started", "Chat Answered"),
        ("resolution", "Complaint Made", "Complaint Resolved"), ("resolution", "Repair Requested", "Repair Completed"),
        ("resolution", "Call Started", "Call Resolved"), ("resolution", "Chat Started", "Chat Resolved"),
        ("dispatch", "Order Completed", "Order Dispatched"), (Delivery, "Order Dispatched", "Order Delivered"),
        ("refund", "Return Received", "Order Refunded"), ("refund", "Order Cancelled", "Order Refunded"),
    ];

    /// <summary>What begins a case and what keeps it; null when nobody said and the measure does not say either.</summary>
    /// <param name="events">Those that the touchpoint's rules take.</param>
    public static (string Begins, string Keeps)? EventsOf(Promise promise, IEnumerable<string> events)
    {
        if (promise is { Begins: { } begins, Keeps: { } keeps }) return (begins, keeps);
        var taken = events.ToHashSet(StringComparer.Ordinal);
        var fitting = Usual.Where(u => u.Measure == promise.Measure && (taken.Contains(u.Begins) || taken.Contains(u.Keeps)));
        return fitting.Select(u => ((string, string)?)(u.Begins, u.Keeps)).FirstOrDefault();
    }

    /// <summary>A promise without a length of time is of a day, where it is of a delivery.</summary>
    public static string ClockOf(Promise promise) => promise.Clock ?? (promise is { Measure: Delivery, Target: 0 } ? Promise.Day : Promise.Elapsed);
}
