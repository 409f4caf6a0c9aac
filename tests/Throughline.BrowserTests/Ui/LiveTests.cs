using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;

namespace Throughline.BrowserTests.Ui;

public sealed class LiveTests(BrowserFixture chromium, GallerySite site)
{
    [Fact]
    public async Task News_of_a_topic_reaches_the_page_that_asked_for_it()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        await Listening(visit.Page, "gallery");
        await Until(() => site.Live.ListenersOf("gallery") == 1);

        site.Live.Tell("gallery");
        await visit.Page.WaitForFunctionAsync("window.heard === 1");
    }

    [Fact]
    public async Task News_refreshes_the_part_that_follows_the_topic()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        await Until(() => site.Live.ListenersOf("gallery") == 1);
        var before = await visit.Page.GetAttributeAsync("#gallery-clock > span", "data-ticks");

        site.Live.Tell("gallery");
        await visit.Page.WaitForFunctionAsync("before => document.querySelector('#gallery-clock > span').dataset.ticks !== before", before);
    }

    [Fact]
    public async Task All_tabs_of_a_browser_share_one_connection()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        await Until(() => site.Live.ListenersOf("gallery") == 1);
        var second = await visit.NewTab();
        await second.GotoAsync("/_gallery");
        await second.EvaluateAsync(
            """
            document.body.insertAdjacentHTML("beforeend", '<p data-live="customer:42"></p>');
            document.body.lastElementChild.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
            """);
        await Listening(second, "customer:42");
        await Until(() => site.Live.ListenersOf("customer:42") == 1);
        Assert.Equal(1, site.Live.Connections);

        site.Live.Tell("customer:42");
        for (var tries = 0; tries < 100 && !await second.EvaluateAsync<bool>("window.heard >= 1"); tries++) await Task.Delay(50);
        Assert.True(await second.EvaluateAsync<bool>("window.heard >= 1"), "The second tab did not hear it.");
    }

    [Fact]
    public async Task A_page_that_closes_is_forgotten()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery");
        await Until(() => site.Live.ListenersOf("gallery") == 1);
        await visit.Go("/arrived/home");
        await Until(() => site.Live.Connections == 0);
    }

    [Fact]
    public async Task Without_shared_workers_the_page_listens_by_itself()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Context.AddInitScriptAsync("delete window.SharedWorker");
        await visit.Go("/_gallery");
        await Listening(visit.Page, "gallery");
        await Until(() => site.Live.ListenersOf("gallery") == 1);
        site.Live.Tell("gallery");
        await visit.Page.WaitForFunctionAsync("window.heard === 1");
    }

    private static async Task Listening(IPage page, string topic) =>
        await page.EvaluateAsync("topic => { window.heard = 0; document.body.addEventListener('live:' + topic, () => window.heard++); }", topic);

    private static async Task Until(Func<bool> holds)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (holds()) return;
            await Task.Delay(50);
        }

        Assert.Fail("What was awaited did not come within five seconds.");
    }
}
