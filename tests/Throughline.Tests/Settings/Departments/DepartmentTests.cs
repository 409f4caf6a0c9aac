using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Settings.Departments;

[Collection(SharedServer.Name)]
public sealed class DepartmentTests(SharedServer shared)
{
    private RunningServer Server => shared.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owners_of_the_shipped_touchpoints_are_on_the_list()
    {
        var names = (await All()).Select(d => d.GetProperty("name").GetString()).ToList();
        Assert.Contains("Logistics", names);
        Assert.Contains("Customer success", names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task A_department_named_by_a_program_joins_the_list_once_and_what_is_its_own_follows_to_a_new_name()
    {
        await PutTouchpoint("dep-desk", "Repair desk");
        await PutTouchpoint("dep-bench", " repair DESK ");

        var line = Assert.Single(await All(), d => d.GetProperty("name").GetString() == "Repair desk");
        Assert.Equal(2, line.GetProperty("has").GetProperty("Touchpoints").GetInt32());
        var (id, version) = (line.GetProperty("id").GetInt32(), line.GetProperty("version").GetInt32());
        using var renamed = await Put(id, new { name = "Workshop", version });
        using var late = await Put(id, new { name = "Repairs", version });

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], [renamed.StatusCode, late.StatusCode]);
        foreach (var key in (string[])["dep-desk", "dep-bench"])
            Assert.Equal("Workshop", (await Server.Get($"/api/touchpoints/{key}", Ct)).GetProperty("owner").GetProperty("department").GetString());
        using var used = await Server.Api.DeleteAsync(new Uri($"/api/departments/{id}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Conflict, used.StatusCode);
    }

    [Fact]
    public async Task A_department_is_added_given_a_calendar_and_deleted()
    {
        using var added = await Server.Api.PostAsJsonAsync("/api/departments", new { name = "Night watch" }, Ct);
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetInt32();
        using var again = await Server.Api.PostAsJsonAsync("/api/departments", new { name = "night WATCH" }, Ct);
        using var noCalendar = await Put(id, new { name = "Night watch", calendar = "no-such-calendar" });
        using var deleted = await Server.Api.DeleteAsync(new Uri($"/api/departments/{id}", UriKind.Relative), Ct);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.NoContent],
            [added.StatusCode, again.StatusCode, noCalendar.StatusCode, deleted.StatusCode]);
        Assert.Equal(HttpStatusCode.NotFound, (await Server.Api.GetAsync(new Uri($"/api/departments/{id}", UriKind.Relative), Ct)).StatusCode);
    }

    private async Task<IReadOnlyList<JsonElement>> All() => [.. (await Server.Get("/api/departments", Ct)).GetProperty("items").EnumerateArray()];

    private Task<HttpResponseMessage> Put(int id, object body) => Server.Api.PutAsJsonAsync($"/api/departments/{id}", body, Ct);

    private async Task PutTouchpoint(string key, string department)
    {
        using var made = await Server.Api.PutAsJsonAsync($"/api/touchpoints/{key}", new
        {
            name = "Desk", channel = "store", stage = "loyalty", goal = new { text = "Have it mended" }, owner = new { department },
            rules = new[] { new { @event = "Nothing Like It" } },
        }, Ct);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(Ct));
    }
}
