using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Throughline.Settings.CompanyProfile;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Settings.CompanyProfile;

public sealed class CompanyTests
{
    private const string Circle = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#175"/></svg>""";

    private static readonly object Changed = new
    { name = "Harbour & Pine", timeZone = "Europe/Dublin", accent = "#1F6F5C", currency = "eur", firstDayOfWeek = "sunday", language = "ga", version = 1 };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_company_says_of_itself_is_seen_at_once_and_on_record()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var cli = server.OverLocalSocket();

        using var changed = await cli.PutAsJsonAsync("/api/company", Changed, Ct);
        var company = await changed.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(("#1f6f5c", "EUR", "sunday", "ga", 2), (company.GetProperty("accent").GetString(), company.GetProperty("currency").GetString(),
            company.GetProperty("firstDayOfWeek").GetString(), company.GetProperty("language").GetString(), company.GetProperty("version").GetInt32()));
        Assert.InRange(company.GetProperty("contrast").GetProperty("onWhite").GetDouble(), 5.9, 6.3);
        using var maria = await server.VisitAsMaria();
        Assert.Contains("Harbour & Pine", await maria.Read("/account"), StringComparison.Ordinal);
        Assert.Contains("company.changed", await cli.GetStringAsync("/api/audit", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_made_to_an_older_reading_is_told_so()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var cli = server.OverLocalSocket();
        (await cli.PutAsJsonAsync("/api/company", Changed, Ct)).Dispose();

        using var late = await cli.PutAsJsonAsync("/api/company", Changed, Ct);

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("changed_meanwhile", (await late.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("name", " ")]
    [InlineData("timeZone", "Mars/Base")]
    [InlineData("accent", "green")]
    [InlineData("currency", "ZZZ")]
    [InlineData("firstDayOfWeek", "someday")]
    [InlineData("language", "zzzz-1")]
    [InlineData("country", "XX")]
    public async Task What_there_is_not_is_refused_by_field(string field, string value)
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var cli = server.OverLocalSocket();
        var body = new Dictionary<string, string> { ["name"] = "Lindenhof", ["timeZone"] = "Europe/Vienna", [field] = value };

        using var answer = await cli.PutAsJsonAsync("/api/company", body, Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var fault = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("faults").EnumerateArray());
        Assert.Equal(field, fault.GetProperty("field").GetString());
    }

    [Fact]
    public async Task The_logo_is_served_to_everybody_and_may_do_nothing()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var cli = server.OverLocalSocket();
        using var stranger = server.Visit();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get("/company/logo")).StatusCode);

        using var set = await cli.PutAsync(new Uri("/api/company/logo", UriKind.Relative), new ByteArrayContent(Encoding.UTF8.GetBytes(Circle)), Ct);
        var url = (await set.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("logo").GetString()!;
        using var logo = await stranger.Get(url);

        Assert.Equal("image/svg+xml", logo.Content.Headers.ContentType?.MediaType);
        Assert.Contains("sandbox", logo.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", logo.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var maria = await server.VisitAsMaria();
        Assert.Contains("immutable", (await maria.Get(url)).Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
        Assert.Contains($"src=\"{url}\"", await maria.Read("/account"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await cli.DeleteAsync(new Uri("/api/company/logo", UriKind.Relative), Ct)).StatusCode);
        Assert.DoesNotContain(url, await maria.Read("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_takes_a_picture_and_a_colour()
    {
        await using var server = await SecuredServer.StartWithMaria(Ct);
        using var maria = await server.VisitAsMaria();

        using var saved = await maria.Fill("/settings/company", "company", ("Form.Name", "Lindenhof & Co"), ("Form.TimeZone", "Europe/Vienna"),
            ("Form.Accent", "#ffe94a"), ("Form.FirstDayOfWeek", "monday"), ("Form.Language", "de"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var page = await maria.Read("/settings/company");
        Assert.Contains("Lindenhof & Co", page, StringComparison.Ordinal);
        Assert.Contains("too low for text", page, StringComparison.Ordinal);

        using var picture = new ByteArrayContent(Encoding.UTF8.GetBytes(Circle));
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/svg+xml");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("logo"), "_handler" }, { new StringContent(await maria.Token("/settings/company")), "__RequestVerificationToken" },
            { picture, "Logo", "logo.svg" },
        };
        using var set = await maria.Http.PostAsync(new Uri("/settings/company", UriKind.Relative), form, Ct);
        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        Assert.Contains("/company/logo?v=", await maria.Read("/settings/company"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Circle, "image/svg+xml")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>""", null)]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>""", null)]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>""", null)]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><use x:href="http://evil.example/a.svg#a"/></svg>""", null)]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(//evil.example)</style></svg>""", null)]
    [InlineData("""<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>""", null)]
    [InlineData("<svg/>", null)]
    [InlineData("<html/>", null)]
    [InlineData("GIF89a", null)]
    public void A_drawing_that_acts_or_reaches_out_is_no_logo(string text, string? type) =>
        Assert.Equal(type, LogoFile.Read(Encoding.UTF8.GetBytes(text)).Logo?.Type);

    [Theory]
    [InlineData("89504E470D0A1A0A00", "image/png")]
    [InlineData("FFD8FFE000", "image/jpeg")]
    [InlineData("524946460000000057454250", "image/webp")]
    [InlineData("524946460000000057415645", null)]
    public void A_picture_is_what_its_bytes_say(string hex, string? type) => Assert.Equal(type, LogoFile.Read(Convert.FromHexString(hex)).Logo?.Type);

    [Fact]
    public void A_picture_that_is_too_large_is_told_so() =>
        Assert.Contains("larger than 512 kB", LogoFile.Read(new byte[LogoFile.MostBytes + 1]).Why, StringComparison.Ordinal);
}
