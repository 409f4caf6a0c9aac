using System.Text.Json;
using Throughline.Tests.Server;

namespace Throughline.Tests.Feedback.Answers;

[Collection(SharedServer.Name)]
public sealed class RecordAnswerTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Fact]
    public async Task An_answer_told_twice_is_recorded_once_and_stands_on_the_timeline()
    {
        await Server.MakeSurvey("twice", Ct);
        var answer = new { identity = "userId:feedback-twice", answers = new { recommend = 9 }, answerId = "a-1" };

        var (first, made) = await Server.Answer("twice", answer, Ct);
        var (second, again) = await Server.Answer("twice", answer, Ct);

        Assert.Equal((201, 200), (first, second));
        Assert.Equal(made.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        await Server.HandedOn(Ct);
        var moment = Assert.Single(await Server.Timeline("userId:feedback-twice", Ct));
        Assert.Equal("Survey Answered", moment.GetProperty("event").GetString());
    }

    [Theory]
    [InlineData("""{"identity":"userId:x","answers":{"recommend":11}}""", "answers.recommend")]
    [InlineData("""{"identity":"userId:x","answers":{"recommend":"ten"}}""", "answers.recommend")]
    [InlineData("""{"identity":"userId:x","answers":{}}""", "answers.recommend")]
    [InlineData("""{"identity":"userId:x"}""", "answers.recommend")]
    [InlineData("""{"identity":"userId:x","answers":{"recommend":9,"other":1}}""", "answers.other")]
    [InlineData("""{"identity":"nobody","answers":{"recommend":9}}""", "identity")]
    [InlineData("""{"identity":"userId:guest","answers":{"recommend":9}}""", "identity")]
    [InlineData("""{"customer":"999999","answers":{"recommend":9}}""", "customer")]
    [InlineData("""{"answers":{"recommend":9}}""", "identity")]
    [InlineData("""{"identity":"userId:x","answers":{"recommend":9},"channel":""}""", "channel")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        await Server.MakeSurvey("wrong", Ct);
        var (status, problem) = await Server.Answer("wrong", JsonElement.Parse(body), Ct);

        Assert.Equal(422, status);
        Assert.Equal(field, Assert.Single(problem.GetProperty("faults").EnumerateArray()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_survey_that_is_not_there_is_said()
    {
        var (status, problem) = await Server.Answer("missing", new { identity = "userId:x", answers = new { recommend = 9 } }, Ct);
        Assert.Equal((404, "no_such_survey"), (status, problem.GetProperty("code").GetString()));
    }
}
