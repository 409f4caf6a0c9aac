using System.Net;
using System.Text;
using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Customers.Erasing;

public class EraseCustomerTests
{
    private const string Email = "anna.berg@example.com", Phone = "+46701234567";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_erased_customer_is_found_nowhere_and_a_rebuild_brings_nothing_back()
    {
        await using var server = await RunningServer.Start(Ct);
        await TellOfAnnaAndOthers(server);
        var id = await server.IdOf("userId:anna-berg", Ct);
        var erased = await server.Run(Ct, "erase", "--identity", "email:" + Email, "--yes");
        Assert.Equal((0, ""), (erased.Exit, erased.Error));

        await NothingIsLeft(server, id);
        Assert.Equal(0, (await server.Run(Ct, "rebuild", "all")).Exit);
        await NothingIsLeft(server, id);
        var status = (await server.Get("/api/status", Ct)).GetProperty("journal");
        Assert.Equal((47, 43), (status.GetProperty("position").GetInt64(), status.GetProperty("count").GetInt64()));
        var verified = await server.Run(Ct, "verify");
        Assert.Equal((0, ""), (verified.Exit, verified.Error));
        await FilesDoNotName(server.Data, Email, Phone, "anna-berg", "Anna Berg");

        Assert.Equal(0, await server.Stop());
        await FilesDoNotName(server.Data, Email, Phone, "anna-berg", "Anna Berg");
    }

    [Fact]
    public async Task Not_a_byte_is_left_of_any_writing_of_an_id_address_or_number_wherever_others_said_it()
    {
        await using var server = await RunningServer.Start(Ct);
        await server.Tell("/v1/batch", "{\"batch\":[" + string.Join(',',
        [
            """{"type":"identify","userId":"er-17","traits":{"email":"gone@bücher.example","phone":"+44 20 7946 1000","name":"Gundula Vogelsang"}}""",
            """{"type":"alias","userId":"er-17","previousId":"old-er-17"}""",
            """{"type":"alias","userId":"er-17","previousId":"older-er-17"}""",
            """{"type":"alias","userId":"jonas","previousId":"er-17","context":{"channel":"web"}}""",
            """{"type":"identify","userId":"jonas","traits":{"name":"Jonas","friend":"GONE@xn--bcher-kva.example","deep":{"list":["x",{"to":"mailto:gone@bücher.example"}]}}}""",
            """{"type":"identify","userId":"maria","traits":{"note":"ask gone@bücher.example or ring +44 (0)20 7946 1000 today","landline":442079461000}}""",
            """{"type":"track","event":"Told gone@bücher.example","userId":"maria","properties":{"gone@bücher.example":1,"customerId":"er-17","at":"020 7946 1000"}}""",
            .. Enumerable.Range(0, 30).Select(i => $$"""{"type":"identify","userId":"guest-of-{{i}}","traits":{"name":"Guest {{i}}"} }"""),
        ]) + "]}", Ct);
        await server.Send("/v1/batch", """{"batch":[{"type":"track","event":"x","properties":{"to":"tell gone@bücher.example"}}]}""", Ct);
        var id = await server.IdOf("userId:er-17", Ct);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Api.DeleteAsync($"/api/customers/{id}", Ct)).StatusCode);

        string[] gone = ["er-17", "gone@", "bücher.example", "xn--bcher", "7946 1000", "79461000", "Gundula", "Vogelsang"];
        await FilesDoNotName(server.Data, gone);
        Assert.Equal("ask … or ring … today", (await server.Customer("userId:maria", Ct)).GetProperty("traits").GetProperty("note").GetString());
        Assert.Equal(["userId:jonas"], (await server.Customer("userId:jonas", Ct)).Identities());
        Assert.Equal(0, (await server.Run(Ct, "rebuild", "all")).Exit);
        await server.CatchUp(Ct);
        Assert.Equal("ask … or ring … today", (await server.Customer("userId:maria", Ct)).GetProperty("traits").GetProperty("note").GetString());
        Assert.Equal(0, (await server.Run(Ct, "verify")).Exit);
        Assert.Equal(0, await server.Stop());
        await FilesDoNotName(server.Data, gone);
    }

    [Fact]
    public async Task What_colleagues_wrote_of_a_customer_is_listed_with_where_it_is_changed()
    {
        await using var server = await RunningServer.Start(Ct);
        await TellOfAnnaAndOthers(server);
        var id = await server.IdOf("userId:anna-berg", Ct);
        var (question, board) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var (path, body) in ((string, string)[])
        [
            ("/api/segments/hers",
                $$"""{"name":"Like hers","match":"all","conditions":[{"kind":"identity","name":"email","op":"eq","value":"{{Email.ToUpperInvariant()}}"}]}"""),
            ("/api/segments/savannah", """{"name":"Savannah","match":"all","conditions":[{"kind":"trait","name":"city","op":"eq","value":"Hannah Berger"}]}"""),
            ($"/api/journeys/questions/{question}",
                """{"kind":"funnel","query":"step=Order+Completed&where=phone&value=%2B46+70+123+45+67","name":"Her calls"}"""),
            ($"/api/journeys/boards/{board}", """{"name":"Mondays","tiles":[{"width":1,"note":"Anna Berg rang again"}]}"""),
        ])
        {
            using var answer = await server.Api.PutAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Ct);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        }
        var mentions = (await server.Get($"/api/customers/{id}/mentions", Ct)).GetProperty("items").EnumerateArray()
            .Select(m => $"{m.GetProperty("kind")}: {m.GetProperty("title")} {m.GetProperty("href")}").ToList();
        Assert.Equal(
        [
            $"Note on a board: Mondays /journeys/boards/{board}/arrange", $"Saved question: Her calls /journeys/questions/{question}/edit",
            "Segment: Like hers /customers/segments/hers/edit",
        ], mentions);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Api.GetAsync("/api/customers/999999/mentions", Ct)).StatusCode);
    }

    [Fact]
    public async Task Whoever_comes_back_after_an_erasure_is_somebody_new()
    {
        await using var server = await RunningServer.Start(Ct);
        await TellOfAnnaAndOthers(server);
        var id = await server.IdOf("userId:anna-berg", Ct);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Api.DeleteAsync($"/api/customers/{id}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Api.DeleteAsync($"/api/customers/{id}", Ct)).StatusCode);
        await server.Tell("/v1/identify", $$$"""{"userId":"anna-berg","traits":{"name":"Anna Berg","email":"{{{Email}}}"}}""", Ct);

        Assert.NotEqual(id, await server.IdOf("userId:anna-berg", Ct));
        Assert.Single(await server.Timeline("email:" + Email, Ct));
        var browser = Assert.Single(await server.Customers("userId:jonas", Ct));
        Assert.Equal(3, (await server.Timeline("userId:jonas", Ct)).Count);
        Assert.Equal(JsonValueKind.Null, browser.GetProperty("traits").GetProperty("email").ValueKind);
    }

    [Fact]
    public async Task An_erasure_that_was_stopped_half_way_is_finished_after_the_start()
    {
        await using var server = await RunningServer.Start(Ct);
        for (var i = 0; i < 8; i++)
            await server.Tell(
                "/v1/batch",
                "{\"batch\":["
                    + string.Join(',', Enumerable.Range(0, 1_000).Select(j =>
                        $$$"""{"type":"track","event":"E","userId":"anna-berg","properties":{"mail":"{{{Email}}}","n":{{{j}}}} }"""))
                    + "]}",
                Ct);
        var id = await server.IdOf("userId:anna-berg", Ct);
        var erasing = server.Api.DeleteAsync($"/api/customers/{id}", Ct);
        while (await JobsLeft(server) == 0) await Task.Delay(1, Ct);
        await server.Crash();
        await Assert.ThrowsAnyAsync<Exception>(() => erasing);

        await server.Begin(Ct);
        for (var tries = 0; tries < 600 && (await server.Customers("userId:anna-berg", Ct)).Count + await JobsLeft(server) > 0; tries++)
            await Task.Delay(100, Ct);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Api.GetAsync($"/api/customers/{id}", Ct)).StatusCode);
        Assert.Equal(0, (await server.Get("/api/status", Ct)).GetProperty("journal").GetProperty("count").GetInt64());
        await FilesDoNotName(server.Data, Email, "anna-berg");
        Assert.Equal(0, (await server.Run(Ct, "verify")).Exit);
    }

    [Fact]
    public async Task An_export_holds_everything_and_only_of_the_customer()
    {
        await using var server = await RunningServer.Start(Ct);
        await TellOfAnnaAndOthers(server);
        var file = Path.Combine(server.Data, "..", Path.GetFileName(server.Data) + "-anna.json");
        var exported = await server.Run(Ct, "export", "--identity", "email:" + Email, file);
        Assert.Equal((0, ""), (exported.Exit, exported.Error));
        var text = await File.ReadAllTextAsync(file, Ct);
        var json = JsonElement.Parse(text);
        var again = await server.Run(Ct, "export", "--identity", "email:" + Email, file);
        File.Delete(file);

        var customer = json.GetProperty("customer");
        Assert.Equal("Anna Berg", customer.GetProperty("name").GetString());
        Assert.Equal(4, customer.GetProperty("interactions").GetArrayLength());
        Assert.Equal(4, customer.GetProperty("identities").GetArrayLength());
        Assert.Contains("Alba 2 tent", text, StringComparison.Ordinal);
        Assert.Contains("Names nobody", Assert.Single(json.GetProperty("setAside").EnumerateArray()).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("somebody-3", text, StringComparison.Ordinal);
        Assert.Equal(1, again.Exit);
        Assert.Contains("already exists", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_erased_without_being_named_and_confirmed()
    {
        await using var server = await RunningServer.Start(Ct);
        await TellOfAnnaAndOthers(server);
        var unconfirmed = await server.Run(Ct, "erase", "--identity", "email:" + Email);
        var unknown = await server.Run(Ct, "erase", "--identity", "email:nobody@example.com", "--yes");
        Assert.Equal((1, 1), (unconfirmed.Exit, unknown.Exit));
        Assert.Contains("There is no customer", Assert.Single(unknown.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Single(await server.Customers("email:" + Email, Ct));
    }

    // Four interactions of Anna, three of Jonas who says her address, forty of others; one set aside that names her.
    private static async Task TellOfAnnaAndOthers(RunningServer server)
    {
        var answer = await server.Send("/v1/batch", "{\"batch\":[" + string.Join(',',
        [
            """{"type":"page","name":"Tents","anonymousId":"0196a1b2-c3d4-7000-8000-00000000000a"}""",
            $$$"""{"type":"identify","userId":"anna-berg","anonymousId":"0196a1b2-c3d4-7000-8000-00000000000a","traits":{"name":"Anna Berg","email":"{{{Email}}}","phone":"{{{Phone}}}"}}""",
            """{"type":"track","event":"Order Completed","userId":"anna-berg","properties":{"products":[{"name":"Alba 2 tent"}]}}""",
            $$$"""{"type":"track","event":"Call Ended","userId":"anna-berg","properties":{"number":"{{{Phone}}}"}}""",
            $$$"""{"type":"track","event":"Referral Sent","userId":"jonas","properties":{"to":"{{{Email}}}"}}""",
            $$$"""{"type":"identify","userId":"jonas","traits":{"email":"{{{Email}}}","name":"Jonas"},"context":{"channel":"web"}}""",
            """{"type":"track","event":"Order Completed","userId":"jonas"}""",
            .. Enumerable.Range(0, 40).Select(i =>
                $$$"""{"type":"identify","userId":"somebody-{{{i}}}","traits":{"name":"Some Body {{{i}}}","email":"s{{{i}}}@example.com"}}"""),
            $$$"""{"type":"track","event":"Names nobody","properties":{"email":"{{{Email.ToUpperInvariant()}}}"}}""",
        ]) + "]}", Ct);
        Assert.Equal(200, answer.Status);
        await server.CatchUp(Ct);
    }

    private static async Task NothingIsLeft(RunningServer server, string id)
    {
        foreach (var identity in (string[])["userId:anna-berg", "email:" + Email, "phone:" + Phone, "anonymousId:0196a1b2-c3d4-7000-8000-00000000000a"])
            Assert.Empty(await server.Customers(identity, Ct));
        Assert.Equal(0, (await server.Get("/api/customers?q=anna", Ct)).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await server.Api.GetAsync($"/api/customers/{id}", Ct)).StatusCode);
        Assert.Equal(0, (await server.Get("/api/status", Ct)).GetProperty("setAside").GetInt64());
    }

    private static async Task<int> JobsLeft(RunningServer server)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(server.Data, "throughline.db")};Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from platform_jobs where kind = 'erase-customer'";
        return (int)(long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private static async Task FilesDoNotName(string folder, params string[] texts)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".sock", StringComparison.Ordinal)
            && !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var into = new MemoryStream();
            await file.CopyToAsync(into, Ct);
            var content = Encoding.UTF8.GetString(into.ToArray());
            foreach (var text in texts)
                Assert.False(content.Contains(text, StringComparison.OrdinalIgnoreCase), $"{Path.GetFileName(path)} still names {text}.");
        }
    }
}
