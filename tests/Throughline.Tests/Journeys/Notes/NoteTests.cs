using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Notes;

/// <summary>Notes on days, over the API and on charts.</summary>
[Collection(nameof(SmallShop))]
public sealed class NoteTests(SmallShop shop)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_note_is_listed_with_the_newest_day_first_and_of_one_touchpoint_with_those_of_the_company()
    {
        await Put(Guid.CreateVersion7(), new { day = "1999-01-02", text = "Second of January" }, 201);
        await Put(Guid.CreateVersion7(), new { day = "1999-01-03", text = "Third, at the checkout", touchpoint = "checkout" }, 201);
        await Put(Guid.CreateVersion7(), new { day = "1999-01-04", text = "Fourth, of deliveries", touchpoint = "delivery" }, 201);

        Assert.Equal(["Fourth, of deliveries", "Third, at the checkout", "Second of January"], await Texts("from=1999-01-01&to=1999-12-31"));
        Assert.Equal(["Third, at the checkout", "Second of January"], await Texts("from=1999-01-01&to=1999-01-04&touchpoint=checkout"));
        Assert.Equal(["Third, at the checkout"], await Texts("q=at+the+checkout"));
        Assert.Contains("Fourth, of deliveries", await shop.Server.ReadPage("/journeys/notes", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trend_shows_the_notes_of_its_days_on_the_point_they_belong_to()
    {
        var id = Guid.CreateVersion7();
        await Put(id, new { day = "2026-03-05", text = "Tills replaced", touchpoint = "checkout" }, 201);
        var page = WebUtility.HtmlDecode(await shop.Server.ReadPage(
            "/journeys/trend?event=Product+Viewed&interval=day&period=own&from=2026-03-02&to=2026-03-11", Ct));
        Assert.Contains($$"""[{"at":3,"day":"5 Mar 2026","text":"Tills replaced (Checkout)","href":"/journeys/notes/{{id}}"}]""",
            page, StringComparison.Ordinal);
        var quiet = await shop.Server.ReadPage("/journeys/trend?event=Product+Viewed&interval=day&period=own&from=2026-03-08&to=2026-03-11", Ct);
        Assert.DoesNotContain("Tills replaced", quiet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_changed_or_deleted_can_be_undone()
    {
        var (id, path) = (Guid.CreateVersion7(), "");
        await Put(id, new { day = "1998-05-01", text = "Sale begins" }, 201);
        using (var changed = await shop.Server.Api.PutAsJsonAsync($"/api/notes/{id}", new { text = "Sale ends" }, Ct))
            path = Assert.Single(changed.Headers.GetValues("Undo"));
        await Undo(path);
        Assert.Equal("Sale begins", (await shop.Server.Get($"/api/notes/{id}", Ct)).GetProperty("text").GetString());
        using (var deleted = await shop.Server.Api.DeleteAsync(new Uri($"/api/notes/{id}", UriKind.Relative), Ct))
        {
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
            path = Assert.Single(deleted.Headers.GetValues("Undo"));
        }
        Assert.Contains("This note is gone", await shop.Server.ReadPage($"/journeys/notes/{id}", Ct, 410), StringComparison.Ordinal);
        await Undo(path);
        Assert.Equal(["Sale begins"], await Texts("from=1998-05-01&to=1998-05-01"));
    }

    [Fact]
    public async Task A_change_that_somebody_overtook_is_refused()
    {
        var id = Guid.CreateVersion7();
        await Put(id, new { day = "1997-05-01", text = "One", version = 0 }, 201);
        await Put(id, new { text = "Two", version = 1 }, 200);
        Assert.Equal("changed_meanwhile", (await Put(id, new { text = "Three", version = 1 }, 409)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"day":"2026-02-30","text":"x"}""", "day")]
    [InlineData("""{"text":"x"}""", "day")]
    [InlineData("""{"day":"2026-02-03","text":"  "}""", "text")]
    [InlineData("""{"day":"2026-02-03","text":"x","touchpoint":"nowhere"}""", "touchpoint")]
    public async Task What_cannot_be_written_names_the_field(string json, string field)
    {
        var refused = await Put(Guid.CreateVersion7(), JsonElement.Parse(json), 422);
        Assert.Equal(field, refused.GetProperty("faults")[0].GetProperty("field").GetString());
    }

    private async Task<string[]> Texts(string query) =>
        [.. (await shop.Server.Get($"/api/notes?{query}", Ct)).GetProperty("items").EnumerateArray().Select(n => n.GetProperty("text").GetString()!)];

    private async Task Undo(string path)
    {
        using var undone = await shop.Server.Api.PostAsync(new Uri(path, UriKind.Relative), null, Ct);
        Assert.Equal("204", ((int)undone.StatusCode).ToString(CultureInfo.InvariantCulture));
    }

    private Task<JsonElement> Put(Guid id, object body, int status) => shop.Server.Put($"/api/notes/{id}", body, status, Ct);
}
