using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Customers.Logging;
using Throughline.Customers.Timeline;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Access;
using Throughline.Tests.Platform.Server;
using static Throughline.Tests.Customers.Joining.Told;

namespace Throughline.Tests.Customers.Logging;

public sealed class MendLoggedTests
{
    private static readonly Actor Maria = new(Guid.CreateVersion7(), IsOwner: false, "Maria"), Tom = new(Guid.CreateVersion7(), IsOwner: false, "Tom");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_logged_is_mended_once_for_every_view_and_tells_what_it_said()
    {
        await using var host = await TestHost.Start(Ct);
        var (anna, position) = await Logged(host);
        Assert.IsType<MendLogged.NotYours>(await Mend(host, anna, position, "Asked for Bo.", Tom));
        var done = Assert.IsType<MendLogged.Done>(await Mend(host, anna, position, "Asked for the bill of May.", Maria));
        Assert.IsType<MendLogged.Overtaken>(await Mend(host, anna, position, "Asked again.", Maria));

        foreach (var rebuilt in (bool[])[false, true])
        {
            if (rebuilt) await Rebuilt(host);
            var item = Assert.Single(await Timeline(host, anna));
            Assert.Equal(
                (done.Position, "Call Logged", "Asked for the bill of May."),
                (item.Position, item.Event, item.Properties.GetProperty("text").GetString()));
            Assert.Equal(("Maria", "Maria"), (item.Properties.GetProperty("loggedBy").GetString(), item.Properties.GetProperty("mendedBy").GetString()));
            Assert.Equal("Asked for the bill.", item.Properties.GetProperty("was")[0].GetProperty("text").GetString());
        }
        var written = JsonElement.Parse(host.Journal.ReadAt([position])[0].Body.Span).GetProperty("properties");
        Assert.Equal("Asked for the bill.", written.GetProperty("text").GetString());
        Assert.DoesNotContain(host.Journal.Read(0, 100), e => e.Position == position);
        Assert.Empty(host.Journal.Verify(Ct));
    }

    [Fact]
    public async Task It_is_taken_back_and_brought_back_by_its_author_or_who_may_manage()
    {
        await using var host = await TestHost.Start(Ct);
        var (anna, position) = await Logged(host);
        Assert.IsType<MendLogged.NotYours>(await host.With<MendLogged, MendLogged.Outcome>(f => f.TakeBack(anna, position, Tom, mayAll: false, Ct)));
        var taken = Assert.IsType<MendLogged.Done>(await host.With<MendLogged, MendLogged.Outcome>(f => f.TakeBack(anna, position, Tom, mayAll: true, Ct)));
        var withdrawn = Assert.Single(await Timeline(host, anna));
        Assert.Equal(("Log Withdrawn", ""), (withdrawn.Event, withdrawn.Properties.GetProperty("text").GetString()));
        Assert.IsType<MendLogged.Done>(await host.With<MendLogged, MendLogged.Outcome>(f => f.BringBack(anna, taken.Position, Maria, mayAll: false, Ct)));
        Assert.Equal("Asked for the bill.", Assert.Single(await Timeline(host, anna)).Properties.GetProperty("text").GetString());
    }

    private static async Task<(string Customer, long Position)> Logged(TestHost host)
    {
        await host.Tell(Ct, Identify("userId:anna"));
        var anna = await host.IdOf("userId:anna", Ct);
        await host.With<LogInteraction, LogInteraction.Outcome>(f => f.Log(anna, new("call", "Asked for the bill.", "in"), "Maria", Ct));
        await host.App.Services.GetRequiredService<ProjectionRunner>().WaitFor(host.Journal.Head, Ct);
        return (anna, host.Journal.Head);
    }

    private static Task<MendLogged.Outcome> Mend(TestHost host, string id, long position, string text, Actor by) =>
        host.With<MendLogged, MendLogged.Outcome>(f => f.Mend(id, position, new("call", text, "in"), by, mayAll: false, Ct));

    private static async Task Rebuilt(TestHost host)
    {
        var projections = host.App.Services.GetRequiredService<ProjectionRunner>();
        projections.Rebuild("all");
        await projections.WaitFor(host.Journal.Head, Ct);
    }

    private static async Task<IReadOnlyList<TimelineItem>> Timeline(TestHost host, string id)
    {
        await host.App.Services.GetRequiredService<ProjectionRunner>().WaitFor(host.Journal.Head, Ct);
        var shown = (ShowTimeline.Shown)await host.With<ShowTimeline, ShowTimeline.Outcome>(f => f.Show(id, new(), Ct));
        return [.. shown.Items.Where(i => i.Type == "track")];
    }
}
