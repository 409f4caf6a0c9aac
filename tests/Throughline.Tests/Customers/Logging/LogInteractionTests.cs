using Throughline.Customers.Logging;
using Throughline.Customers.Timeline;
using Throughline.Tests.Platform.Journal;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Customers.Logging;

public sealed class LogInteractionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_logged_call_is_on_the_timeline_at_once()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, TestJournal.Viewed("m1", user: "anna"));
        var outcome = await host.With<LogInteraction, LogInteraction.Outcome>(f =>
            f.Log("1", new LogInteraction.Request("call", "Asked about tents"), "Tomas", Ct));
        await host.Tell(Ct);

        Assert.IsType<LogInteraction.Logged>(outcome);
        var shown = Assert.IsType<ShowTimeline.Shown>(await host.With<ShowTimeline, ShowTimeline.Outcome>(f => f.Show("1", new ShowTimeline.Request(), Ct)));
        Assert.Equal(("Call Logged", "phone", "Asked about tents"),
            (shown.Items[0].Event, shown.Items[0].Channel, shown.Items[0].Properties.GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData("shout", "text", "what")]
    [InlineData("call", "  ", "text")]
    public async Task What_cannot_be_logged_says_which_field_is_wrong(string what, string text, string field)
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, TestJournal.Viewed("m1"));
        var outcome = await host.With<LogInteraction, LogInteraction.Outcome>(f => f.Log("1", new LogInteraction.Request(what, text), null, Ct));
        Assert.Equal(field, Assert.Single(Assert.IsType<LogInteraction.Refused>(outcome).Faults).Field);
        Assert.IsType<LogInteraction.NoSuchCustomer>(
            await host.With<LogInteraction, LogInteraction.Outcome>(f => f.Log("99", new LogInteraction.Request("note", "x"), null, Ct)));
    }
}
