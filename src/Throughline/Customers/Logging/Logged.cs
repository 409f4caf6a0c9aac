using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Customers.Logging;

/// <summary>What a colleague wrote down, read from its interaction.</summary>
/// <param name="Was">What it said before, the newest first.</param>
public sealed record Logged(long Position, string Event, string Channel, string Text, string? Direction, string? By, string? MendedBy,
    DateTimeOffset HappenedAt, IReadOnlyList<LoggedBefore> Was)
{
    public bool IsWithdrawn => Event == InteractionLogged.Withdrawn;

    public string What => Event switch { InteractionLogged.Call => "call", InteractionLogged.Visit => "visit", _ => "note" };

    /// <summary>As the next version of it keeps this one.</summary>
    public LoggedBefore AsBefore => new(Event, Text, Direction, HappenedAt, MendedBy ?? By);

    /// <summary>Null for what no colleague wrote down.</summary>
    public static Logged? Of(JournalEntry entry)
    {
        if (entry.Source != InteractionLogged.Source
            || entry.Event is not (InteractionLogged.Call or InteractionLogged.Visit or InteractionLogged.Note or InteractionLogged.Withdrawn)) return null;
        if (!JsonElement.Parse(entry.Body.Span).TryGetProperty("properties", out var said)) return null;
        var was = said.TryGetProperty("was", out var before) ? before.Deserialize<List<LoggedBefore>>() ?? [] : [];
        return new Logged(entry.Position, entry.Event, entry.Channel, Text("text") ?? "", Text("direction"), Text("loggedBy"), Text("mendedBy"),
            Instants.FromMicroseconds(entry.HappenedAt ?? entry.At), was);

        string? Text(string name) => said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
