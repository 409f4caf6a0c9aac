using System.Text.Json.Serialization;
using Throughline.Contracts;

namespace Throughline.Customers.Logging;

/// <summary>A colleague has written down a call, a visit or a note; or mended what was written down, which this stands for then.</summary>
/// <param name="By">Who wrote it down first.</param>
/// <param name="Supersedes">The position in the journal of what it stands for.</param>
/// <param name="Was">What it said before, the newest first.</param>
[FactName("customers.interaction-logged")]
public sealed record InteractionLogged(
    Identity Customer, string Event, string Channel, string Text, string? Direction, string? By, DateTimeOffset HappenedAt,
    DateTimeOffset At, long? Supersedes = null, string? MendedBy = null, IReadOnlyList<LoggedBefore>? Was = null) : ICustomerFact
{
    public const string Call = "Call Logged", Visit = "Visit Logged", Note = "Note Added", Withdrawn = "Log Withdrawn";

    /// <summary>The door of what colleagues write down.</summary>
    public const string Source = "agent";

    public static InteractionLogged Of(Identity customer, LogInteraction.Request request, DateTimeOffset happenedAt, string? by, DateTimeOffset now)
    {
        var (name, channel) = request.What switch { "call" => (Call, "phone"), "visit" => (Visit, "store"), _ => (Note, "server") };
        return new(
            customer, name, channel, request.Text!.Trim(),
            request.What != "call" ? null : string.IsNullOrEmpty(request.Direction) ? "in" : request.Direction, by, happenedAt, now);
    }

    public Interaction ToInteraction(string messageId, long receivedAt) =>
        this.Told(Event, Channel, Source, HappenedAt, messageId, receivedAt, Properties) with { Supersedes = Supersedes };

    private object Properties => Was is null ? new { text = Text, direction = Direction, loggedBy = By }
        : new { text = Text, direction = Direction, loggedBy = By, mendedBy = MendedBy, was = Was };
}

/// <summary>What a logged interaction said before it was mended or taken back.</summary>
public sealed record LoggedBefore(
    [property: JsonPropertyName("event")] string Event,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("direction")] string? Direction,
    [property: JsonPropertyName("happenedAt")] DateTimeOffset HappenedAt,
    [property: JsonPropertyName("by")] string? By);
