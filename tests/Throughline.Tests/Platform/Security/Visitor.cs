using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Throughline.Tests.Platform.Security;

/// <summary>A browser without scripts: keeps cookies, fills in the forms that pages show, and follows no redirect by itself.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    public Visitor(Uri server)
    {
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = server };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public HttpClient Http => http;

    public CookieCollection Cookies => cookies.GetCookies(http.BaseAddress!);

    public bool IsSignedIn => Cookies["throughline"] is not null;

    public async Task<string> Read(string path)
    {
        using var answer = await http.GetAsync(path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Opens a page, fills in one of its forms and sends it.</summary>
    public async Task<HttpResponseMessage> Fill(string path, string form, params (string Name, string Value)[] fields)
    {
        var html = await http.GetStringAsync(path);
        var block = Form().Matches(html).Select(m => m.Value).FirstOrDefault(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        Assert.True(block is not null, $"There is no form {form} on {path}.");
        var values = Input().Matches(block).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        foreach (var (name, value) in fields) values[name] = value;
        return await http.PostAsync(path, new FormUrlEncodedContent(values));
    }

    public Task<HttpResponseMessage> SignIn(string email, string password, string path = "/sign-in") =>
        Fill(path, "sign-in", ("Form.Email", email), ("Form.Password", password));

    /// <summary>The token that pages give to scripts.</summary>
    public async Task<string> Token(string page) => Meta().Match(await http.GetStringAsync(page)).Groups["token"].Value;

    public Task<HttpResponseMessage> PostJson(string path, object body, string? token = null, string? bearer = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (token is not null) request.Headers.Add("X-CSRF-TOKEN", token);
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        return http.SendAsync(request);
    }

    public Task<HttpResponseMessage> Get(string path, string? bearer = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return http.SendAsync(request);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Input();

    [GeneratedRegex("<meta name=\"csrf\" content=\"(?<token>[^\"]+)\"")]
    private static partial Regex Meta();
}
