using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Feedback;

/// <summary>Surveys and answers over the API.</summary>
public static class FeedbackApi
{
    public static async Task MakeSurvey(this RunningServer server, string key, CancellationToken ct) => await server.Put($"/api/feedback/surveys/{key}", new
    {
        name = "After the order",
        questions = new[] { new { key = "recommend", kind = "nps", text = new { en = "How likely are you to recommend us?" } } },
    }, 200, ct);

    public static async Task<(int Status, JsonElement Body)> Answer(this RunningServer server, string survey, object answer, CancellationToken ct)
    {
        using var said = await server.Api.PostAsJsonAsync($"/api/feedback/surveys/{survey}/answers", answer, ct);
        return ((int)said.StatusCode, JsonElement.Parse(await said.Content.ReadAsStringAsync(ct)));
    }

    /// <summary>Waits until everything told has reached whoever listens, and shows.</summary>
    public static async Task HandedOn(this RunningServer server, CancellationToken ct)
    {
        for (var tries = 0; tries < 1_000; tries++, await Task.Delay(20, ct))
        {
            var deliveries = (await server.Get("/api/status", ct)).GetProperty("deliveries").GetProperty("waiting").GetInt64();
            if (deliveries > 0) continue;
            await server.CatchUp(ct);
            return;
        }
        throw new TimeoutException("What was told is not handed on.");
    }
}
