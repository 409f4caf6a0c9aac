using System.Text.Json;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Loading;

/// <summary>What colleagues write down by hand in the last days, where no program is listening.</summary>
internal sealed class AgentsLogging(HttpClient server, DemoPlan plan)
{
    private const int HoursApart = 7;

    private static readonly (string What, string? Direction, string Text)[] Notes =
    [
        ("call", "in", "Asked whether the Moher boots can be resoled. Told her to bring them to Pine Road."),
        ("call", "out", "Rang back about the late parcel. It has arrived, he is content."),
        ("visit", null, "Tried on two shell jackets, wants to think about it. Size M."),
        ("call", "in", "Third call about the same refund. Promised an answer by tomorrow."),
        ("note", null, "Leads a scout group; would like an offer for twelve tents in spring."),
        ("visit", null, "Showed him how to pitch the Alba 2 in the yard."),
        ("call", "in", "Had to tell it all again after the chat. Was not amused."),
        ("note", null, "Moves to Cork in January, new address to follow."),
    ];

    private int _logged;

    private DateTimeOffset Due => World.MidnightOf(plan.Until).AddHours(-HoursApart * (Notes.Length - _logged));

    public bool IsDue(DateTimeOffset at) => _logged < Notes.Length && at >= Due;

    public async Task LogDue(DateTimeOffset at, CancellationToken ct)
    {
        for (; IsDue(at); _logged++)
        {
            var (what, direction, text) = Notes[_logged];
            if (await SomebodyWhoCame(1 + (long)plan.Customers * _logged / Notes.Length, ct) is not { } id) continue;
            using var response = await server.PostAsJsonAsync($"/api/customers/{id}/interactions", new { what, direction, text, happenedAt = Due }, ct);
            response.EnsureSuccessStatusCode();
        }
    }

    private async Task<string?> SomebodyWhoCame(long number, CancellationToken ct)
    {
        var found = await server.GetFromJsonAsync<JsonElement>($"/api/customers?identity=userId:hp-{100_000 + number}", ct);
        return found.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").ToString()).FirstOrDefault();
    }
}
