using Throughline.BrowserTests.Home;

namespace Throughline.BrowserTests.Journeys;

/// <summary>A checkout that fails on Safari since a month: in each month 60 on Safari and 60 on Chrome, of whom 48 finish; on Safari first
/// 48 and then 6.</summary>
internal static class CheckoutFault
{
    private static readonly HashSet<string> told = [];

    public static async Task Tell(CompanySite site)
    {
        if (!told.Add(site.Url)) return;
        await site.Send([.. Month(daysAgo: 45, "before", safariFinish: 48), .. Month(daysAgo: 15, "now", safariFinish: 6)]);
        await site.NumberOf("userId:now119");
    }

    private static IEnumerable<object> Month(int daysAgo, string prefix, int safariFinish)
    {
        for (var i = 0; i < 120; i++)
        {
            var (user, browser, finishes, at) = ($"{prefix}{i}", i < 60 ? "Safari" : "Chrome", i < 60 ? i < safariFinish : i < 108,
                TimeProvider.System.GetUtcNow().AddDays(-daysAgo).AddMinutes(i));
            yield return Event(user, "Checkout Started", browser, at);
            if (finishes) yield return Event(user, "Order Completed", browser, at.AddMinutes(10));
        }
    }

    private static object Event(string user, string name, string browser, DateTimeOffset at) =>
        new { type = "track", userId = user, @event = name, properties = new { browser }, timestamp = at.ToString("O"), context = new { channel = "web" } };
}
