using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Touchpoints.Inventory;

[Collection(SharedServer.Name)]
public sealed class TouchpointPageTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Theory]
    [InlineData("none", null, null, "No promise here.", "No event measures this.")]
    [InlineData("timed", """{"text":"Seen to at once","measure":"waiting","target":120,"share":0.9}""", "Pose Struck",
        "In 90% of cases: answered within 2 min.",
        "Reached when “Pose Struck” follows within 1 h.")]
    [InlineData("day", """{"text":"There by then","measure":"delivery","target":0,"share":0.975}""", null,
        "In 98% of cases: delivered by the promised day.", "There by then")]
    [InlineData("own", """{"text":"As agreed","measure":"smiles","target":86400,"share":1}""", null, "In 100% of cases: smiles within 1 d.", "As agreed")]
    public async Task The_page_says_goal_and_promise_in_words_in_every_state(string key, string? promise, string? goal, string terms, string said)
    {
        await Server.Put($"/api/touchpoints/page-{key}", new
        {
            name = "Studio", channel = "store", stage = "service", owner = new { department = "Studio" }, rules = Array.Empty<object>(),
            goal = new { text = "Look good", @event = goal, withinSeconds = 3600 }, promise = promise is null ? (JsonElement?)null : JsonElement.Parse(promise),
        }, 201, Ct);

        foreach (var path in new[] { $"/touchpoints/page-{key}", $"/touchpoints/page-{key}?period=365d" })
        {
            var page = await Server.ReadPage(path, Ct);
            Assert.Contains(terms, page, StringComparison.Ordinal);
            Assert.Contains(said, page, StringComparison.Ordinal);
            Assert.DoesNotContain("T[\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain(" ? ", page, StringComparison.Ordinal);
        }
        using var gone = await Server.Api.DeleteAsync(new Uri($"/api/touchpoints/page-{key}", UriKind.Relative), Ct);
    }

    [Theory]
    [InlineData("kiosk?from=1999-01-01&to=1999-01-31", "No interactions in this period. Choose a longer one.")]
    [InlineData("kiosk", "Default owner, never changed: Stores.")]
    [InlineData("first-use", "No event measures this.")]
    [InlineData("chat", "Answered within 2 minutes")]
    [InlineData("repair?from=1999-01-01&to=1999-01-31", "From “Repair Requested” to “Repair Completed”.")]
    public async Task The_page_of_a_touchpoint_that_came_with_us_stands_without_anything_happened(string page, string said) =>
        Assert.Contains(said, await Server.ReadPage($"/touchpoints/{page}", Ct), StringComparison.Ordinal);

    [Fact]
    public async Task Touchpoints_move_to_another_stage_many_at_once()
    {
        foreach (var key in new[] { "move-a", "move-b" })
            await Server.Put($"/api/touchpoints/{key}", new
            {
                name = key, channel = "any", stage = "loyalty", owner = new { department = "Studio" }, rules = Array.Empty<object>(), goal = new { text = "g" },
            }, 201, Ct);

        using var moved = await Server.Api.PostAsync(new Uri("/api/touchpoints/move", UriKind.Relative),
            new StringContent("""{"keys":["move-a","move-b","not-there"],"stage":"service"}""", System.Text.Encoding.UTF8, "application/json"), Ct);
        Assert.Equal("""{"moved":2}""", await moved.Content.ReadAsStringAsync(Ct));
        Assert.Equal("service", (await Server.Get("/api/touchpoints/move-b", Ct)).GetProperty("stage").GetString());

        using var refused = await Server.Api.PostAsync(new Uri("/api/touchpoints/move", UriKind.Relative),
            new StringContent("""{"keys":["move-a"],"stage":"nowhere"}""", System.Text.Encoding.UTF8, "application/json"), Ct);
        Assert.Equal(422, (int)refused.StatusCode);
        foreach (var key in new[] { "move-a", "move-b" })
        {
            using var gone = await Server.Api.DeleteAsync(new Uri($"/api/touchpoints/{key}", UriKind.Relative), Ct);
        }
    }
}
