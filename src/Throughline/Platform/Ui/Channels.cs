using Throughline.Platform.Ui.Marks;

namespace Throughline.Platform.Ui;

/// <summary>How a channel looks: its icon and the key of its name. The list is open; what is unknown looks unknown.</summary>
public sealed record ChannelLook(string Icon, string TextKey, bool Known)
{
    private static readonly Dictionary<string, ChannelLook> looks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["web"] = new("browser", "Channel.Web", true),
        ["app"] = new("device-mobile", "Channel.App", true),
        ["email"] = new("mail", "Channel.Email", true),
        ["sms"] = new("device-mobile-message", "Channel.Sms", true),
        ["chat"] = new("message-circle", "Channel.Chat", true),
        ["phone"] = new("phone", "Channel.Phone", true),
        ["ivr"] = new("dialpad", "Channel.Ivr", true),
        ["store"] = new("building-store", "Channel.Store", true),
        ["kiosk"] = new("device-tablet", "Channel.Kiosk", true),
        ["social"] = new("social", "Channel.Social", true),
        ["post"] = new("mailbox", "Channel.Post", true),
        ["partner"] = new("affiliate", "Channel.Partner", true),
        ["server"] = new("server-2", "Channel.Server", true),
    };

    private static readonly ChannelLook unknown = new("question-mark", "Channel.Unknown", false);

    /// <summary>The channels that have a look of their own.</summary>
    public static IReadOnlyCollection<string> Names => looks.Keys;

    public static ChannelLook Of(string? channel) =>
        channel is not null && looks.TryGetValue(channel, out var look) ? look : unknown;
}
