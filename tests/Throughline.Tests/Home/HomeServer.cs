using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Platform.Cli;
using Throughline.Tests.Platform.Security;
using Throughline.Tests.Server;

namespace Throughline.Tests.Home;

/// <summary>A running server with colleagues who sign in; the tests of one class share it.</summary>
public sealed class HomeServer : IAsyncLifetime
{
    private readonly Dictionary<string, string> _passwords = [];

    private RunningServer? _server;

    public RunningServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync() => _server = await RunningServer.Start(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    /// <summary>The browser of a colleague, who is made the first time.</summary>
    public async Task<Visitor> Colleague(string name, string role, CancellationToken ct, string? department = null)
    {
        var email = $"{name}@example.com";
        if (!_passwords.TryGetValue(email, out var password))
        {
            password = $"seven green tents of {name}";
            _passwords[email] = password;
            await using var local = await LocalServer.Reach(Server.Data, ct);
            await local.Send(HttpMethod.Post, "/api/users", new { email, role, name, password, department }, ct);
        }
        var visitor = new Visitor(Server.Address);
        using var answer = await visitor.SignIn(email, password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    /// <summary>Something that nobody understands; the same again would count once.</summary>
    public async Task SetOneAside(CancellationToken ct) =>
        Assert.Equal(1, (await Server.Send("/v1/track", $$"""{"userId":"{{Guid.CreateVersion7()}}"}""", ct)).Body.GetProperty("setAside").GetArrayLength());
}

public static class AttentionOfVisitor
{
    public static async Task<JsonElement> Matter(this Visitor visitor, string key) =>
        Assert.Single((await visitor.Http.GetFromJsonAsync<JsonElement>("/api/attention")).GetProperty("items").EnumerateArray(),
            item => item.GetProperty("key").GetString() == key);

    public static async Task<string?> StateOf(this Visitor visitor, string key) => (await visitor.Matter(key)).GetProperty("state").GetString();

    public static async Task<JsonElement> Patch(this Visitor visitor, string key, object body, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/attention/" + key) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-CSRF-TOKEN", await visitor.Token("/"));
        using var answer = await visitor.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }
}
