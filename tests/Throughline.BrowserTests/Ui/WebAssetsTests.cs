using System.Net;
using System.Text.RegularExpressions;
using Throughline.BrowserTests.Harness;
using Throughline.Platform.Ui;

namespace Throughline.BrowserTests.Ui;

public sealed partial class WebAssetsTests(GallerySite site)
{
    private static readonly WebAssets assets = new(WebAssets.FolderBesideProgram);

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task A_file_comes_compressed_as_the_browser_can_read_it(string accepts, string? encoding)
    {
        using var answer = await Get(assets.Url("app.css"), ("Accept-Encoding", accepts));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/css", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
    }

    [Fact]
    public async Task An_address_with_the_right_version_is_kept_for_ever_and_any_other_is_asked_again()
    {
        using var right = await Get(assets.Url("app.js"));
        using var old = await Get("/assets/app.js?v=000000000000");
        Assert.Equal("public, max-age=31536000, immutable", right.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", old.Headers.CacheControl?.ToString());

        using var again = await Get("/assets/app.js", ("If-None-Match", right.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/assets/no-such-file.js")]
    [InlineData("/assets/../appsettings.json")]
    [InlineData("/assets/app.js.br")]
    [InlineData("/assets/")]
    public async Task What_is_not_in_the_bundle_is_not_served(string path)
    {
        using var answer = await Get(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_public_page_weighs_less_than_100_kB_and_runs_no_script()
    {
        using var page = await Get("/_gallery/public");
        var html = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        var weight = html.Length
            + Addresses().Matches(html).Select(found => assets.Find(found.Groups[1].Value)!).DistinctBy(asset => asset.Name).Sum(asset => asset.Plain.Length);
        Assert.InRange(weight, 1, 100_000);
    }

    [Fact]
    public void An_icon_or_file_that_does_not_exist_is_named()
    {
        Assert.Contains("hovercraft", Assert.Throws<KeyNotFoundException>(() => assets.IconUrl("hovercraft")).Message, StringComparison.Ordinal);
        Assert.Contains("eels.css", Assert.Throws<KeyNotFoundException>(() => assets.Url("eels.css")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new WebAssets(Path.Combine(AppContext.BaseDirectory, "nowhere")));
    }

    [Fact]
    public void Every_icon_named_in_a_page_is_in_the_sprite()
    {
        var missing = Sources("*.razor").SelectMany(file => IconNames().Matches(File.ReadAllText(file)).Select(found => (file, Name: found.Groups[1].Value)))
            .Where(use => !Exists(use.Name)).Select(use => $"{Path.GetFileName(use.file)} names {use.Name}");
        Assert.Empty(missing);
    }

    private static bool Exists(string icon)
    {
        try { return assets.IconUrl(icon).Length > 0; }
        catch (KeyNotFoundException) { return false; }
    }

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Folder, "src", "Throughline"), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private async Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Url + path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    [GeneratedRegex("/assets/([a-z.-]+)\\?")]
    private static partial Regex Addresses();

    [GeneratedRegex("<Icon Name=\"([a-z0-9-]+)\"")]
    private static partial Regex IconNames();

}
