using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Feedback.Surveys;

[Collection(SharedServer.Name)]
public sealed class SaveSurveyTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_read_an_older_version_overwrites_nothing()
    {
        await shared.Server.MakeSurvey("versions", Ct);
        var changed = new
        {
            name = "Changed",
            questions = new[]
            {
                new { key = "easy", kind = "ces", text = new { en = "How easy was it?" }, scale = new { min = 1, max = 5, direction = "lowIsGood" } },
            },
            version = 1,
        };
        var saved = await shared.Server.Put("/api/feedback/surveys/versions", changed, 200, Ct);
        Assert.Equal(2, saved.GetProperty("version").GetInt32());
        var refused = await shared.Server.Put("/api/feedback/surveys/versions", changed, 409, Ct);
        Assert.Equal("changed_meanwhile", refused.GetProperty("code").GetString());

        var listed = (await shared.Server.Get("/api/feedback/surveys", Ct)).GetProperty("items").EnumerateArray()
            .Single(s => s.GetProperty("key").GetString() == "versions");
        Assert.Equal("lowIsGood", listed.GetProperty("questions")[0].GetProperty("scale").GetProperty("direction").GetString());
    }

    [Theory]
    [InlineData("Bad Key", """{"name":"N","questions":[{"key":"q","kind":"nps","text":{"en":"?"}}]}""", "key")]
    [InlineData("s", """{"questions":[{"key":"q","kind":"nps","text":{"en":"?"}}]}""", "name")]
    [InlineData("s", """{"name":"N"}""", "questions")]
    [InlineData("s", """{"name":"N","questions":[null]}""", "questions")]
    [InlineData("s", """{"name":"N","questions":[{"key":"q","kind":"guess","text":{"en":"?"}}]}""", "questions[0].kind")]
    [InlineData("s", """{"name":"N","questions":[{"key":"q","kind":"csat","text":{}}]}""", "questions[0].text")]
    [InlineData("s", """{"name":"N","questions":[{"kind":"csat","text":{"en":"?"}}]}""", "questions[0].key")]
    [InlineData("s", """{"name":"N","questions":[{"key":"q","kind":"csat","text":{"en":"?"},"scale":{"min":5,"max":1}}]}""", "questions[0].scale")]
    [InlineData("s", """{"name":"N","questions":[{"key":"q","kind":"nps","text":{"en":"?"},"scale":{"min":1,"max":5}}]}""", "questions[0].scale")]
    public async Task What_is_wrong_is_named(string key, string body, string field)
    {
        var problem = await shared.Server.Put($"/api/feedback/surveys/{Uri.EscapeDataString(key)}", JsonElement.Parse(body), 422, Ct);
        Assert.Equal(field, Assert.Single(problem.GetProperty("faults").EnumerateArray()).GetProperty("field").GetString());
    }
}
