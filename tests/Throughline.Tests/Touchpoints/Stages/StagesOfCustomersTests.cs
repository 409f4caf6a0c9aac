using Throughline.Tests.Server;

namespace Throughline.Tests.Touchpoints.Stages;

[Collection(SharedServer.Name)]
public sealed class StagesOfCustomersTests(SharedServer shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Fact]
    public async Task A_timeline_names_the_touchpoint_and_a_customer_the_stage_they_stand_in()
    {
        await Server.Tell("/v1/import", """
            {"batch":[
              {"type":"track","userId":"stage-ana","event":"Campaign Seen","timestamp":"2026-03-02T10:00:00Z","context":{"channel":"email"}},
              {"type":"track","userId":"stage-ana","event":"Product Viewed","timestamp":"2026-03-02T10:05:00Z","context":{"channel":"web"}},
              {"type":"page","userId":"stage-ana","name":"Home","timestamp":"2026-03-02T10:06:00Z","context":{"channel":"web"}},
              {"type":"track","userId":"stage-ana","event":"Something Odd","timestamp":"2026-03-02T10:07:00Z","context":{"channel":"web"}}]}
            """, Ct);

        var timeline = await Server.Timeline("userId:stage-ana", Ct);
        Assert.Equal([null, "home-page", "product-page", "campaign-seen"], timeline.Select(i => i.GetProperty("touchpoint").GetString()));
        Assert.Equal([null, "consideration", "consideration", "awareness"], timeline.Select(i => i.GetProperty("stage").GetString()));
        Assert.Equal("consideration", (await Server.Customer("userId:stage-ana", Ct)).GetProperty("stage").GetString());
        Assert.Equal("consideration", (await Server.Get($"/api/customers/{await Server.IdOf("userId:stage-ana", Ct)}", Ct)).GetProperty("stage").GetString());
    }
}
