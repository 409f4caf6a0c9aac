using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Throughline.BrowserTests.Harness;

namespace Throughline.BrowserTests.Home;

/// <summary>The tests that share one company.</summary>
[CollectionDefinition]
public sealed class Company : ICollectionFixture<CompanySite>;

/// <summary>A company that is only looked at, beside the others: two run at a time.</summary>
[CollectionDefinition]
public sealed class CompanyLookedAt : ICollectionFixture<CompanySite>;

/// <summary>A company whose journeys are explored.</summary>
[CollectionDefinition]
public sealed class CompanyExplored : ICollectionFixture<CompanySite>;

/// <summary>A company of its own in the real program: set up through its one-time link, its owner signed in, a little history told.</summary>
public sealed partial class CompanySite(BrowserFixture chromium) : IAsyncLifetime
{
    public const string Owner = "maria@example.com", Password = "seven green tents";

    private AppUnderTest? app;
    private string state = "", writeKey = "";

    public string Url => app!.Url;
    public string SetUpLink { get; private set; } = "";

    /// <summary>Anna Berg: she browsed, signed up, ordered.</summary>
    public string Anna { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        app = await AppUnderTest.Serve(CancellationToken.None);
        SetUpLink = Link().Match(app.Output).Value;
        await SetUp();
        writeKey = await MakeKey("Web shop", "server"); // What it tells is what the company's own servers say.
        await Tell();
        Anna = await NumberOf("userId:anna");
        await AllShown();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    /// <summary>The owner's browser.</summary>
    public async Task<Visit> SignedIn(Screen? screen = null)
    {
        var visit = await Visit.Open(chromium.Browser, Url, screen ?? Screen.Desktop);
        using var kept = JsonDocument.Parse(state);
        await visit.Context.AddCookiesAsync(kept.RootElement.GetProperty("cookies").EnumerateArray()
            .Select(cookie => new Cookie { Name = cookie.GetProperty("name").GetString()!, Value = cookie.GetProperty("value").GetString()!, Url = Url }));
        return visit;
    }

    public async Task Send(params object[] events)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(writeKey + ":")));
        using var answer = await http.PostAsJsonAsync(new Uri(Url + "/v1/batch"), new { batch = events });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The customer known as KIND:VALUE, once the projections have met them.</summary>
    public async Task<string> NumberOf(string identity)
    {
        await using var visit = await SignedIn();
        for (var tries = 0; tries < 100; tries++)
        {
            var found = await visit.Context.APIRequest.GetAsync($"{Url}/api/customers?identity={identity}");
            var items = (await found.JsonAsync())!.Value.GetProperty("items");
            if (items.GetArrayLength() == 1) return items[0].GetProperty("id").GetString()!;
            await Task.Delay(50);
        }
        throw new TimeoutException($"Nobody became known as {identity}.");
    }

    // Who is known by an id is found by their name a moment later.
    private async Task AllShown()
    {
        await using var visit = await SignedIn();
        for (var tries = 0; tries < 200; tries++, await Task.Delay(50))
        {
            var status = await visit.Context.APIRequest.GetAsync($"{Url}/api/status");
            var views = (await status.JsonAsync())!.Value.GetProperty("projections");
            if (views.EnumerateArray().All(view => view.GetProperty("lag").GetInt64() == 0)) return;
        }
        throw new TimeoutException("What was told does not show.");
    }

    public static object Track(string user, string name, object properties, string channel = "web") =>
        new { type = "track", userId = user, @event = name, properties, context = new { channel } };

    private async Task SetUp()
    {
        await using var visit = await Visit.Open(chromium.Browser, Url, Screen.Desktop);
        await visit.Go(new Uri(SetUpLink).AbsolutePath);
        await visit.Page.FillAsync("[name='Form.Company']", "Harbour & Pine");
        await visit.Page.FillAsync("[name='Form.Name']", "Maria Keller");
        await visit.Page.FillAsync("[name='Form.Email']", Owner);
        await visit.Page.FillAsync("[name='Form.Password']", Password);
        await visit.Page.ClickAsync("button:has-text('Set up')");
        await visit.Page.WaitForURLAsync(Url + "/");
        state = await visit.Context.StorageStateAsync();
    }

    private async Task<string> MakeKey(string name, string kind)
    {
        await using var visit = await SignedIn();
        await visit.Go("/data/keys");
        await visit.Page.FillAsync("[name='NewKey.Name']", name);
        await visit.Page.SelectOptionAsync("[name='NewKey.Kind']", kind);
        await visit.Page.ClickAsync("button:has-text('Create key')");
        return (await visit.Page.InnerTextAsync(".notice pre")).Trim();
    }

    private async Task Tell()
    {
        var start = DateTimeOffset.Parse("2026-03-10T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        string At(double minutes) => start.AddMinutes(minutes).ToString("O");
        var browsing = Enumerable.Range(0, 6).Select(i => (object)new
        { type = "page", anonymousId = "b-1", name = $"Page {i}", properties = new { path = $"/{i}" }, timestamp = At(i * 2),
            context = new { channel = "web" }
        });
        await Send([
            .. browsing,
            new
            { type = "identify", userId = "anna", anonymousId = "b-1",
                traits = new { name = "Anna Berg", email = "anna@example.com", city = "Göteborg" }, timestamp = At(60),
                context = new { channel = "web" }
            },
            new
            { type = "track", userId = "anna", @event = "Order Completed",
                properties = new { order_id = "10482", total = 412, currency = "EUR", products = new[] { new { name = "Alba 2 tent", quantity = 1 } } },
                timestamp = At(90), context = new { channel = "server" }
            },
            new
            { type = "track", userId = "ben", @event = "Referral Sent", properties = new { referralCode = "BEN-7" }, timestamp = At(70),
                context = new { channel = "app" }
            },
            new
            { type = "track", userId = "anna", @event = "Referral Used", properties = new { referralCode = "BEN-7", referrer = "ben" },
                timestamp = At(80), context = new { channel = "web" }
            },
            .. Enumerable.Range(0, 60).Select(i => (object)new
            { type = "track", userId = "anna", @event = "Call Ended", properties = new { about = $"call {i}" },
                timestamp = At(1_000 + i * 1_500), context = new { channel = "phone" }
            }),
            .. Enumerable.Range(0, 40).Select(i => (object)new
            { type = "identify", userId = $"u{i}", traits = new { name = $"Customer {i}", email = $"customer{i}@example.com" }
            }),
            new { type = "identify", userId = "rtl", traits = new { name = "عبد الرحمن بن محمد 🏕️ " + new string('x', 80) } },
            new { type = "track", @event = "Names nobody", properties = new { total = 12 } },
        ]);
    }

    [GeneratedRegex("http://localhost:[0-9]+/setup/[0-9a-f]+")]
    private static partial Regex Link();
}
