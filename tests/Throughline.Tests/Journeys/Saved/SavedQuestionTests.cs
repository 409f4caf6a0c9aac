using System.Net;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Saved;

/// <summary>Questions under a name, over the API and on their pages.</summary>
[Collection(nameof(SmallShop))]
public sealed class SavedQuestionTests(SmallShop shop)
{
    private const string Buying = "step=Product+Viewed&step=Order+Completed&period=all";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_saved_question_opens_its_explorer_under_its_name()
    {
        var id = Guid.CreateVersion7();
        var saved = await Put(id, new { kind = "funnel", query = Buying + "&unknown=1", name = "Who buys", description = "For the weekly meeting" }, 201);
        Assert.Equal(Buying, saved.GetProperty("query").GetString());
        Assert.Equal($"/journeys/funnel?{Buying}&saved={id}", saved.GetProperty("link").GetString());

        var page = await Read(saved.GetProperty("link").GetString()!);
        Assert.Contains("<bdi>Who buys</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("For the weekly meeting", page, StringComparison.Ordinal);
        Assert.DoesNotContain("changed, not saved", page, StringComparison.Ordinal);
        Assert.Contains("changed, not saved", await Read($"/journeys/funnel/answer?{Buying}&by=browser&saved={id}"), StringComparison.Ordinal);
        Assert.Contains("Who buys", await Read("/journeys/questions?q=weekly&kind=funnel"), StringComparison.Ordinal);
        Assert.Contains("Saved question not found", await Read("/journeys/questions?q=100%25&whose=mine"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_somebody_overtook_is_refused_and_says_who_it_was()
    {
        var id = Guid.CreateVersion7();
        await Put(id, new { kind = "trend", query = "event=Order+Completed", name = "Orders", version = 0 }, 201);
        var changed = await Put(id, new { name = "Orders a day", version = 1 }, 200);
        Assert.Equal((2, "event=Order+Completed"), (changed.GetProperty("version").GetInt32(), changed.GetProperty("query").GetString()));
        var refused = await Put(id, new { query = "event=*", version = 1 }, 409);
        Assert.Equal("changed_meanwhile", refused.GetProperty("code").GetString());
        Assert.Contains("it is now version 2", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_a_deleted_question_says_so_and_keeps_what_it_asked()
    {
        var id = Guid.CreateVersion7();
        await Put(id, new { kind = "funnel", query = Buying, name = "Soon gone" }, 201);
        using (var deleted = await shop.Server.Api.DeleteAsync($"/api/journeys/questions/{id}", Ct)) Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using (var again = await shop.Server.Api.DeleteAsync($"/api/journeys/questions/{id}", Ct)) Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);

        Assert.Contains("This question was deleted", await Read($"/journeys/questions/{id}", 410), StringComparison.Ordinal);
        Assert.Contains("This question was deleted", await Read("/journeys/questions/cut-short", 410), StringComparison.Ordinal);
        var page = await Read($"/journeys/funnel?{Buying}&saved={id}");
        Assert.Contains("was deleted. Its conditions are still here", page, StringComparison.Ordinal);
        Assert.Contains("reached “Placed an order”", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"funel","query":"","name":"x"}""", "kind")]
    [InlineData("""{"kind":"funnel","name":"x"}""", "query")]
    [InlineData("""{"kind":"funnel","query":"","name":"  "}""", "name")]
    [InlineData("""{"kind":"funnel","query":"","name":"x","owner":"0198c0de-0000-7000-8000-000000000001"}""", "owner")]
    public async Task What_cannot_be_saved_names_the_field(string json, string field)
    {
        var refused = await Put(Guid.CreateVersion7(), JsonElement.Parse(json), 422);
        Assert.Equal(field, refused.GetProperty("faults")[0].GetProperty("field").GetString());
    }

    private Task<JsonElement> Put(Guid id, object body, int status) => shop.Server.Put($"/api/journeys/questions/{id}", body, status, Ct);

    private Task<string> Read(string path, int status = 200) => shop.Server.ReadPage(path, Ct, status);
}
