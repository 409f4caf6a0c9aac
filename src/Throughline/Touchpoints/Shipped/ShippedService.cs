using static System.TimeSpan;
using static Throughline.Touchpoints.Shipped.ShippedSet;
using static Throughline.Touchpoints.Touchpoint;

namespace Throughline.Touchpoints.Shipped;

/// <summary>Help, by oneself and from people.</summary>
internal static class ShippedService
{
    public static IEnumerable<Touchpoint> All() =>
    [
        Of(
            Stage.Service, "help-search", "Help search", AnyChannel, "Service", "Find the answer myself", ("Article Viewed", FromMinutes(10)),
            "Help Searched", "page:Help", "screen:Help"),
        Of(Stage.Service, "article", "Help article", AnyChannel, "Service", "Solve it myself",
            ("Article Voted", FromHours(1)), "Article Viewed", "Article Voted"),
        Of(Stage.Service, "contact-page", "Contact page", AnyChannel, "Service", "Reach a person the way I like", null, "page:Contact", "screen:Contact"),
        Of(
            Stage.Service, "chat", "Chat", "chat", "Service", "Have it solved while I wait", ("Chat Resolved", FromDays(1)), "Chat Started",
            "Chat Answered", "Chat Resolved", "Chat Abandoned")
            .Promising("Answered within 2 minutes", "firstReply", FromMinutes(2), 0.9),
        Of(
            Stage.Service, "ivr", "Phone menu", "ivr", "Service", "Get through, or done without a person", ("IVR Resolved", FromMinutes(15)),
            "IVR Entered", "IVR Resolved", "IVR Left"),
        Of(Stage.Service, "call", "Call", "phone", "Service", "Have it solved in one call", ("Call Resolved", FromDays(1)),
            "Call Started", "Call Answered", "Call Resolved", "Call Abandoned", "Call Logged").Promising(
                "Answered within 3 minutes", "firstReply", FromMinutes(3), 0.8),
        Of(
            Stage.Service, "email-conversation", "Email to service", "email", "Service", "Get a full answer in writing",
            ("Email Answered", FromHours(4)), "Email Received", "Email Answered")
            .Promising("First reply within 4 hours", "firstReply", FromHours(4), 0.95),
        Of(
            Stage.Service, "complaint", "Complaint", AnyChannel, "Service", "Be heard, and have it put right",
            ("Complaint Resolved", FromDays(3)), "Complaint Made", "Complaint Resolved")
            .Promising("Put right within 3 days", "resolution", FromDays(3), 0.95),
        Of(Stage.Service, "survey", "Survey", AnyChannel, "Service", "Say how it was, and be heard", null, "Survey Answered"),
    ];
}
