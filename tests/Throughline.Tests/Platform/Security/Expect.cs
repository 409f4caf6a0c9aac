using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Throughline.Tests.Platform.Security;

internal static class Expect
{
    /// <summary>Problem details with this status and code, complete as RFC 9457 and the API promise.</summary>
    public static async Task Problem(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        foreach (var part in (string[])["type", "title", "detail"]) Assert.False(string.IsNullOrEmpty(problem.GetProperty(part).GetString()));
    }
}
