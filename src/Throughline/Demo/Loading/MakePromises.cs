using System.Text.Json.Nodes;
using Throughline.Contracts;

namespace Throughline.Demo.Loading;

/// <summary>Says at nine touchpoints what Harbour &amp; Pine promises there, as a CX manager would over the API.</summary>
[OneForAll]
public sealed class MakePromises : IPart
{
    private const int Minute = 60, Hour = 3_600, Day = 86_400;

    private sealed record Said(string Touchpoint, string Text, string Measure, int Target, double Share, string Begins, string Keeps)
    {
        public string? Clock { get; init; }
        public string? CallsOff { get; init; }
    }

    // What it keeps, but for two: parcels of the carrier that is late, and calls.
    private static readonly Said[] All =
    [
        new("dispatch", "Sent within 2 days of the order", "dispatch", 2 * Day, 0.9, "Order Completed", "Order Dispatched")
        { CallsOff = "Order Cancelled" },
        new("delivery", "Delivered by the promised day", "delivery", 0, 0.95, "Order Dispatched", "Order Delivered") { Clock = "day" },
        new("return", "Refund within 7 days of the parcel's return", "refund", 7 * Day, 0.9, "Return Received", "Order Refunded"),
        new("chat", "Answered within 2 minutes", "firstReply", 2 * Minute, 0.9, "Chat Started", "Chat Answered"),
        new("call", "Answered within 3 minutes", "waiting", 3 * Minute, 0.8, "Call Started", "Call Answered"),
        new("email-conversation", "First reply within 2 working days", "firstReply", 24 * Hour, 0.9, "Email Received", "Email Answered")
        { Clock = "business" },
        new("product-question", "First reply within 8 hours", "firstReply", 8 * Hour, 0.8, "Product Question Asked", "Product Question Answered"),
        new("repair", "Repaired within 25 days", "resolution", 25 * Day, 0.9, "Repair Requested", "Repair Completed"),
        new("complaint", "Put right within 2 weeks", "resolution", 14 * Day, 0.7, "Complaint Made", "Complaint Resolved"),
    ];

    // It tells nobody of the refunds of what was cancelled.
    private static readonly string[] Unpromised = ["order-cancelled"];

    /// <summary>Doing it again changes nothing.</summary>
    public async Task Make(HttpClient server, CancellationToken ct)
    {
        foreach (var said in All) await Put(server, said.Touchpoint, Promise(said), ct);
        foreach (var touchpoint in Unpromised) await Put(server, touchpoint, null, ct);
    }

    private static async Task Put(HttpClient server, string key, JsonObject? promise, CancellationToken ct)
    {
        var path = new Uri($"/api/touchpoints/{key}", UriKind.Relative);
        var touchpoint = (await server.GetFromJsonAsync<JsonObject>(path, ct))!;
        touchpoint["promise"] = promise;
        using var answer = await server.PutAsJsonAsync(path, touchpoint, ct);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"Nothing was promised at {key}: {await answer.Content.ReadAsStringAsync(ct)}");
    }

    private static JsonObject Promise(Said said) => new()
    {
        ["text"] = said.Text, ["measure"] = said.Measure, ["target"] = said.Target, ["share"] = said.Share, ["clock"] = said.Clock,
        ["begins"] = said.Begins, ["keeps"] = said.Keeps, ["callsOff"] = said.CallsOff,
    };
}
