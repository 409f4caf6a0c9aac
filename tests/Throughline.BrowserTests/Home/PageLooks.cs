using Throughline.BrowserTests.Harness;

namespace Throughline.BrowserTests.Home;

/// <summary>Each page at every size, light and dark: accessible, no wider than the screen, nothing complained of.</summary>
[Collection(typeof(Company))]
public sealed class PageLooks(CompanySite site)
{
    [Theory]
    [InlineData("home", "/")]
    [InlineData("customers", "/customers")]
    [InlineData("nobody", "/customers?q=nobodyatall")]
    [InlineData("search", "/search?q=anna")]
    [InlineData("data", "/data")]
    [InlineData("set-aside", "/data/set-aside")]
    [InlineData("projections", "/data/projections")]
    [InlineData("import", "/data/import")]
    [InlineData("webhooks", "/data/webhooks")]
    [InlineData("webhook-new", "/data/webhooks/new")]
    [InlineData("api", "/api/docs")]
    [InlineData("keys", "/data/keys")]
    [InlineData("colleagues", "/settings/users")]
    [InlineData("roles", "/settings/roles")]
    [InlineData("role", "/settings/roles/agent")]
    [InlineData("audit", "/settings/audit")]
    [InlineData("audit-none", "/settings/audit?from=2020-01-01&to=2020-01-31")]
    [InlineData("retention", "/settings/retention")]
    [InlineData("erase", "/customers/{anna}/erase")]
    [InlineData("account", "/account")]
    [InlineData("customer", "/customers/{anna}")]
    [InlineData("log", "/customers/{anna}/log")]
    [InlineData("identities-all", "/customers/{anna}/identities")]
    [InlineData("merge", "/customers/{anna}/merge?q=customer")]
    [InlineData("suggestions", "/customers/suggestions")]
    [InlineData("segments", "/customers/segments")]
    [InlineData("segment-new", "/customers/segments/new")]
    [InlineData("identities", "/customers/{anna}/identities?kind=anonymousId")]
    [InlineData("touchpoints", "/touchpoints")]
    [InlineData("no-touchpoint", "/touchpoints?q=nothinglikethis")]
    [InlineData("touchpoint", "/touchpoints/chat")]
    [InlineData("touchpoint-edit", "/touchpoints/delivery/edit")]
    [InlineData("touchpoint-new", "/touchpoints/new")]
    [InlineData("unassigned", "/touchpoints/unassigned")]
    [InlineData("stages", "/touchpoints/stages")]
    [InlineData("referrals", "/touchpoints/referrals")]
    [InlineData("explore-funnel", "/journeys/funnel?step=*&step=Order+Completed&by=channel&period=all")]
    [InlineData("explore-first", "/journeys/funnel")]
    [InlineData("explore-nothing", "/journeys/funnel?step=Vanished&period=own")]
    [InlineData("explore-retention", "/journeys/retention?period=all")]
    [InlineData("explore-paths", "/journeys/paths?period=all")]
    [InlineData("explore-switches", "/journeys/switches?period=all&within=any")]
    [InlineData("explore-trend", "/journeys/trend?period=all&by=channel")]
    [InlineData("explore-stages", "/journeys/stages?period=all")]
    [InlineData("explore-next", "/journeys/next?period=all")]
    [InlineData("explore-switches-compared", "/journeys/switches?period=365d&within=any&compare=before")]
    [InlineData("explore-paths-compared", "/journeys/paths?period=365d&compare=before")]
    [InlineData("explore-stages-compared", "/journeys/stages?period=365d&compare=before")]
    [InlineData("explore-next-compared", "/journeys/next?period=365d&compare=before")]
    [InlineData("explore-trend-compared", "/journeys/trend?period=365d&by=channel&measure=customers&compare=before")]
    [InlineData("explore-segment-gone", "/journeys/next?period=365d&compare=segment&against=gone")]
    [InlineData("questions", "/journeys/questions")]
    [InlineData("question-gone", "/journeys/funnel?step=*&period=all&saved=0198c0de-0000-7000-8000-000000000001")]
    [InlineData("boards", "/journeys/boards")]
    [InlineData("map", "/journeys?period=365d")]
    [InlineData("named", "/journeys/named?period=365d")]
    [InlineData("named-one", "/journeys/named/first-order?period=365d")]
    [InlineData("named-new", "/journeys/named/new")]
    [InlineData("named-of-a-question", "/journeys/named/new?step=*&where=browser&value=Safari&step=Order+Completed&where=total&op=exists&without=Chat+Started")]
    [InlineData("funnel-of-a-journey", "/journeys/funnel?step=*&step=Order+Completed&period=all&journey=first-order")]
    [InlineData("named-edit", "/journeys/named/after-the-order/edit")]
    [InlineData("touchpoint-busy", "/touchpoints/order-web?period=365d")]
    [InlineData("people-behind", "/journeys/people?of=funnel&cell.step=1&step=*&period=all")]
    public async Task A_page_is_accessible_clean_and_fits_every_screen(string name, string path)
    {
        await using var visit = await site.SignedIn();
        await visit.Go(path.Replace("{anna}", site.Anna, StringComparison.Ordinal));
        foreach (var screen in Screen.All)
        {
            await visit.Turn(screen);
            await visit.IsAccessible();
            await visit.DoesNotScrollSideways();
        }
        await visit.Photograph(name);
    }
}
