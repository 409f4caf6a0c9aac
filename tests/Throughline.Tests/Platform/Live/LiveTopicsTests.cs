using Throughline.Platform.Live;

namespace Throughline.Tests.Platform.Live;

public class LiveTopicsTests
{
    [Fact]
    public void A_page_hears_its_own_topics_and_a_slow_one_is_not_waited_for()
    {
        var live = new LiveTopics();
        Assert.True(live.NobodyListens);
        using (var page = live.Subscribe(["customer:1", "journal"]))
        {
            live.Publish("journal");
            for (var i = 0; i < 1_000; i++)
            {
                live.Publish("customer:2");
                live.Publish("customer:1");
            }
            Assert.True(page.Wait(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
            Assert.Equal(["customer:1", "journal"], page.Take().Order());
            Assert.Empty(page.Take());
        }
        Assert.True(live.NobodyListens);
    }
}
