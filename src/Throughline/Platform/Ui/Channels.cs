namespace Throughline.Platform.Ui;

/// <summary>How a channel looks: its icon and its name in English. The list is open; what is unknown looks unknown.</summary>
public sealed record ChannelLook(string Icon, [Said] string Name, bool Known)
{
    private static readonly Dictionary<string, ChannelLook> looks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["web"] = new("browser", "Web", true),
        ["app"] = new("device-mobile", "App", true),
        ["email"] = new("mail", "Email", true),
        ["sms"] = new("device-mobile-message", "SMS", true),
        ["chat"] = new("message-circle", "Chat", true),
        ["phone"] = new("phone", "Phone", true),
        ["ivr"] = new("dialpad", "Phone menu", true),
        ["store"] = new("building-store", "Store", true),
        ["kiosk"] = new("device-tablet", "Kiosk", true),
        ["social"] = new("social", "Social", true),
        ["post"] = new("mailbox", "Post", true),
        ["partner"] = new("affiliate", "Partner", true),
        ["server"] = new("server-2", "Server", true),
    };

    private static readonly ChannelLook unknown = new("question-mark", "Unknown channel", false);

    /// <summary>The channels that have a look of their own.</summary>
    public static IReadOnlyCollection<string> Names => looks.Keys;

    public static ChannelLook Of(string? channel) =>
        channel is not null && looks.TryGetValue(channel, out var look) ? look : unknown;
}
