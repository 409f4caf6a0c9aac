using System.Net.Http.Headers;
using System.Text;
using Throughline.BrowserTests.Harness;
using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Data;

[Collection(typeof(Company))]
public sealed class WebhookTests(CompanySite site)
{
    private const string Body =
        """{"event":{"type":"parcel.delivered","at":"2026-03-10T09:30:00Z"},"receiver":{"mail":"parcel-guest@example.com"},"weight":2.4}""";

    [Fact]
    public async Task A_webhook_is_opened_with_a_preview_used_and_closed_at_every_size()
    {
        await using var visit = await site.SignedIn();
        await visit.Go("/data");
        await visit.Page.ClickAsync("a:has-text('Webhooks')");
        await visit.Page.Locator("a:has-text('Create webhook')").ClickAsync();
        await visit.Page.FillAsync("[name='name']", "Parcel carrier");
        await visit.Page.FillAsync("[name='sample']", Body);
        await visit.Page.FillAsync("[name='eventPath']", "event.type");
        await visit.Page.FillAsync("[name='eventNames']", "parcel.delivered = Parcel Delivered");
        await visit.Page.FillAsync("[name='at']", "event.at");
        await visit.Page.FillAsync("[name='email']", "receiver.post");
        await visit.Page.Locator("#preview .notice", new() { HasText = "No customer" }).WaitForAsync();
        await visit.Page.FillAsync("[name='email']", "receiver.mail");
        await visit.Page.Locator("#preview .becomes", new() { HasText = "email:parcel-guest@example.com" }).WaitForAsync();
        await Looks(visit, "webhook-filled");

        await visit.Page.FocusAsync("button:has-text('Create webhook')");
        await visit.Page.Keyboard.PressAsync("Enter");
        var secret = (await visit.Page.Locator(".notice pre").InnerTextAsync()).Trim();
        Assert.StartsWith("tl_hook_", secret, StringComparison.Ordinal);
        await Looks(visit, "webhook-opened");

        using var sender = new HttpClient();
        sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var answer = await sender.PostAsync(new Uri(site.Url + "/hooks/parcel-carrier"), new StringContent(Body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode);
        Assert.NotEmpty(await site.NumberOf("email:parcel-guest@example.com"));

        await visit.Go("/data/webhooks");
        await Looks(visit, "webhooks");
        await visit.Page.ClickAsync("a:has-text('Parcel carrier')");
        await visit.Page.ClickAsync("a:has-text('Close webhook')");
        await visit.Page.ClickAsync("dialog button:has-text('Close webhook')");
        await visit.Page.Locator(".toast-line", new() { HasText = "“Parcel carrier” was closed" }).WaitForAsync();
    }

    private static async Task Looks(Visit visit, string name)
    {
        await visit.FitsEveryScreen();
        await visit.Photograph(name);
    }
}
