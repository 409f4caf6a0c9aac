using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Journeys.Silent;
using Throughline.Platform.Cli;
using Throughline.Platform.Storage;
using Throughline.Tests.Demo;

namespace Throughline.Tests.Journeys.Silent;

/// <summary>Those who buy again and again and are never heard, looked up one by one on their timelines.</summary>
[Collection(nameof(LoadedDemo))]
public sealed class FindSilentTests(LoadedDemo demo)
{
    private static readonly string[] Spoken = ["product-question", "social-message", "chat", "ivr", "call", "email-conversation", "complaint", "survey"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silent_regular_ordered_four_times_and_never_spoke_and_the_others_did()
    {
        var found = await demo.Host.With<FindSilent, FindSilent.Found>(f => f.Find(null, Ct));
        await using var server = await LocalServer.Reach(demo.Host.App.Services.GetRequiredService<DataFolder>().Root, Ct);

        Assert.InRange(found.Silent.Count, found.Regulars.Count / 2, found.Regulars.Count - 1);
        foreach (var customer in found.Silent.Customers().Take(5)) Assert.Equal((true, false), await Did(server, customer));
        foreach (var customer in found.Regulars.Without(found.Silent).Customers().Take(5)) Assert.Equal((true, true), await Did(server, customer));
    }

    private static async Task<(bool OrderedOften, bool Spoke)> Did(LocalServer server, int customer)
    {
        var items = new List<JsonElement>();
        for (string? before = ""; before is not null;)
        {
            var page = await server.Api.GetFromJsonAsync<JsonElement>($"/api/customers/{new CustomerId(customer)}/timeline?limit=200{before}", Ct);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            before = page.GetProperty("next").GetString() is { } next ? $"&before={Uri.EscapeDataString(next)}" : null;
        }
        return (items.Count(i => i.GetProperty("event").GetString() == "Order Completed") >= FindSilent.Orders,
            items.Any(i => i.GetProperty("touchpoint").GetString() is { } at && Spoken.Contains(at)));
    }
}
