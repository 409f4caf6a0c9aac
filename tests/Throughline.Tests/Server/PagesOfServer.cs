using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Throughline.Tests.Server;

/// <summary>Pages as a browser asks for them, and changes over the API, each with the answer that is expected.</summary>
public static class PagesOfServer
{
    /// <summary>A page's text, with its entities decoded.</summary>
    /// <param name="status">Null: any.</param>
    public static async Task<string> ReadPage(this RunningServer server, string path, CancellationToken ct, int? status = 200)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        using var answer = await server.Api.SendAsync(request, ct);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(ct));
        Assert.True(status is null || status == (int)answer.StatusCode, $"{path}: {(int)answer.StatusCode} {html}");
        return html;
    }

    public static async Task<JsonElement> Put(this RunningServer server, string path, object body, int status, CancellationToken ct)
    {
        using var answer = await server.Api.PutAsJsonAsync(path, body, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }
}
