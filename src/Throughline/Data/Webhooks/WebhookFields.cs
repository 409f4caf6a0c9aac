using Throughline.Data.Webhooks.Mapping;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Data.Webhooks;

/// <summary>A webhook as a colleague fills it in. Tables are written one pair a line: <c>order.paid = Order Completed</c>.</summary>
public sealed class WebhookFields
{
    public string? Key { get; init; }
    public string? Name { get; init; }
    public string Authentication { get; init; } = "password";
    public string? SignatureHeader { get; init; }
    public string? SignaturePrefix { get; init; }
    public string? SignedText { get; init; }
    public string? TimestampHeader { get; init; }
    public string? VerifyToken { get; init; }
    public string? Secret { get; init; }
    public string? Items { get; init; }
    public string? EventName { get; init; }
    public string? EventPath { get; init; }
    public string? EventNames { get; init; }
    public string? At { get; init; }
    public string? UserId { get; init; }
    public string? AnonymousId { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Identities { get; init; }
    public string? MessageId { get; init; }
    public string? ChannelName { get; init; }
    public string? ChannelPath { get; init; }
    public string? Properties { get; init; }
    public string? Renames { get; init; }

    /// <summary>A body to try the mapping on.</summary>
    public string? Sample { get; init; }

    public static WebhookFields Of(IFormCollection form) => new()
    {
        Key = Of(form, "key"), Name = Of(form, "name"), Authentication = Of(form, "authentication") ?? "password",
        SignatureHeader = Of(form, "signatureHeader"), SignaturePrefix = Of(form, "signaturePrefix"), SignedText = Of(form, "signedText"),
        TimestampHeader = Of(form, "timestampHeader"), VerifyToken = Of(form, "verifyToken"), Secret = Of(form, "secret"),
        Items = Of(form, "items"), EventName = Of(form, "eventName"), EventPath = Of(form, "eventPath"),
        EventNames = Of(form, "eventNames"), At = Of(form, "at"),
        UserId = Of(form, "userId"), AnonymousId = Of(form, "anonymousId"), Email = Of(form, "email"), Phone = Of(form, "phone"),
        Identities = Of(form, "identities"),
        MessageId = Of(form, "messageId"), ChannelName = Of(form, "channelName"), ChannelPath = Of(form, "channelPath"),
        Properties = Of(form, "properties"), Renames = Of(form, "renames"), Sample = Of(form, "sample"),
    };

    public static WebhookFields Of(ListWebhooks.Line door, string? sample)
    {
        var map = door.Mapping;
        return new()
        {
            Key = door.Key, Name = door.Name, Authentication = door.Authentication, SignatureHeader = door.SignatureHeader,
            SignaturePrefix = door.SignaturePrefix,
            SignedText = door.SignedText, TimestampHeader = door.TimestampHeader,
            Items = map.Items, EventName = map.Event?.Fixed, EventPath = map.Event?.Path, EventNames = Lines(map.Event?.Names), At = map.At,
            UserId = map.UserId, AnonymousId = map.AnonymousId, Email = map.Email, Phone = map.Phone, Identities = Lines(map.Identities),
            MessageId = map.MessageId, ChannelName = map.Channel?.Fixed, ChannelPath = map.Channel?.Path,
            Properties = map.Properties, Renames = Lines(map.Renames),
            Sample = PrettyJson.Of(sample ?? ExampleBody.Of(CompiledMapping.Of(map).Mapping).ToJsonString()),
        };
    }

    /// <summary>What was filled in, and the lines that cannot be read.</summary>
    public (WebhookMapping Mapping, IReadOnlyList<Fault> Faults) Read()
    {
        List<Fault> faults = [];
        var mapping = new WebhookMapping
        {
            Items = Items, At = At, UserId = UserId, AnonymousId = AnonymousId, Email = Email, Phone = Phone, MessageId = MessageId, Properties = Properties,
            Event = new NamedPlace(EventName, EventPath, Pairs(EventNames, "eventNames", "order.paid = Order Completed", faults)),
            Channel = ChannelName is null && ChannelPath is null ? null : new NamedPlace(ChannelName, ChannelPath),
            Identities = Pairs(Identities, "identities", "card = customer.card", faults),
            Renames = Pairs(Renames, "renames", "amount.total = total", faults),
        };
        return (mapping, faults);
    }

    private static Dictionary<string, string>? Pairs(string? text, string field, string example, List<Fault> faults)
    {
        if (text is null) return null;
        var pairs = new Dictionary<string, string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } left, { Length: > 0 } right]) pairs[left] = right;
            else if (faults.TrueForAll(f => f.Field != field)) faults.Add(new Fault(field, $"Write one pair per line, such as: {example}"));
        }
        return pairs.Count == 0 ? null : pairs;
    }

    private static string? Lines(IReadOnlyDictionary<string, string>? pairs) =>
        pairs is null ? null : string.Join('\n', pairs.Select(pair => $"{pair.Key} = {pair.Value}"));

    private static string? Of(IFormCollection form, string name) => form[name].ToString().Trim().NullIfBlank();
}
