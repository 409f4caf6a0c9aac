using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Throughline.Tests.Server;

/// <summary>One running server for all tests that leave it as it is; each uses ids of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public const string Name = "the running server";

    private RunningServer? _server;

    public RunningServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync() => _server = await RunningServer.Start(TestContext.Current.CancellationToken,
        ("Security__RequestsPerSecondPerAddress", "100000"), ("Security__BurstPerAddress", "100000"),
        ("Security__RequestsPerSecondPerKey", "100000"), ("Security__BurstPerKey", "100000"));

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}

[CollectionDefinition(SharedServer.Name)]
public sealed class SharedServerDefinition : ICollectionFixture<SharedServer>;

/// <summary>The answer of the intake.</summary>
public sealed record Answer(int Status, JsonElement Body, HttpResponseMessage Http)
{
    public string? Code => Body.TryGetProperty("code", out var code) ? code.GetString() : null;
}

public static class Sending
{
    /// <summary>Sends JSON as the published clients do, with the write key in Basic unless another header is given.</summary>
    public static Task<Answer> Send(
        this RunningServer server, string path, string json, CancellationToken ct, string? authorization = "",
        string contentType = "application/json", bool gzip = false) =>
            server.Send(path, gzip ? Gzip(Encoding.UTF8.GetBytes(json)) : Encoding.UTF8.GetBytes(json), ct, authorization, contentType, gzip);

    public static async Task<Answer> Send(
        this RunningServer server, string path, byte[] body, CancellationToken ct, string? authorization = "",
        string contentType = "application/json", bool gzip = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (gzip) request.Content.Headers.ContentEncoding.Add("gzip");
        if (authorization == "") authorization = Basic(server.WriteKey + ":");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        var answer = await server.Doors.SendAsync(request, ct);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return new Answer((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(ct)), answer);
    }

    /// <summary>Sends something that is to be taken whole, and waits until it shows.</summary>
    public static async Task Tell(this RunningServer server, string path, string json, CancellationToken ct)
    {
        var answer = await server.Send(path, json, ct);
        Assert.Equal(200, answer.Status);
        Assert.Equal(0, answer.Body.GetProperty("setAside").GetArrayLength());
        await server.CatchUp(ct);
    }

    public static async Task<IReadOnlyList<JsonElement>> Customers(this RunningServer server, string identity, CancellationToken ct) =>
        [.. (await server.Get("/api/customers?identity=" + Uri.EscapeDataString(identity), ct)).GetProperty("items").EnumerateArray()];

    /// <summary>The one customer of this identity.</summary>
    public static async Task<JsonElement> Customer(this RunningServer server, string identity, CancellationToken ct) =>
        Assert.Single(await server.Customers(identity, ct));

    public static async Task<string> IdOf(this RunningServer server, string identity, CancellationToken ct) =>
        (await server.Customer(identity, ct)).GetProperty("id").GetString()!;

    /// <summary>The timeline of the customer of this identity, newest first.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Timeline(this RunningServer server, string identity, CancellationToken ct, int limit = 100) =>
        [.. (await server.Get($"/api/customers/{await server.IdOf(identity, ct)}/timeline?limit={limit}", ct)).GetProperty("items").EnumerateArray()];

    public static IEnumerable<string> Identities(this JsonElement customer) =>
        customer.GetProperty("identities").EnumerateArray().Select(i => $"{i.GetProperty("kind").GetString()}:{i.GetProperty("value").GetString()}");

    public static string Basic(string user) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user));

    public static byte[] Gzip(byte[] bytes)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Fastest)) gzip.Write(bytes);
        return into.ToArray();
    }
}
