using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Answering;

/// <summary>Answers beside the period before and beside another segment: in March of 300 who began checkout 130 ordered and 85 asked in the
/// chat, in February 180 and 60.</summary>
[Collection(nameof(ChangingShop))]
public sealed partial class ComparisonTests(ChangingShop shop)
{
    private const string March = "period=own&from=2026-03-01&to=2026-03-28", February = "period=own&from=2026-02-01&to=2026-02-28";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("switches?within=7d", "Web Chat 85 28% 85 of 300 20% 60 of 300 +8.3 pts")]
    [InlineData("next?after=Checkout+Started", "Order Completed 130 43% 130 of 300 60% 180 of 300 −16.7 pts")]
    [InlineData("next?after=Checkout+Started", "Nothing 85 28% 85 of 300 20% 60 of 300 +8.3 pts")]
    [InlineData("paths?startAt=Checkout+Started&gap=7d",
        "Chat Started end here (Chat Started) 85 who (Started the checkout → Chat Started) 28% 85 of 300 20% 60 of 300 +8.3 pts")]
    [InlineData("trend?event=Order+Completed&measure=customers&by=browser", "Safari 7.7% 10 of 130 33% 60 of 180 −25.6 pts")]
    [InlineData("trend?event=Order+Completed&measure=customers&by=browser", "Chrome 92% 120 of 130 67% 120 of 180 +25.6 pts")]
    [InlineData("trend?event=Order+Completed&measure=sum&by=browser", "Safari 200 1,200")]
    public async Task The_period_before_stands_beside_with_n_on_both_sides(string question, string row) =>
        Assert.Contains(row, Text(await Answer($"{question}&{March}&compare=before")), StringComparison.Ordinal);

    [Theory]
    [InlineData("switches?within=7d",
        "Web → Chat : 28%. Compared with the previous period: +8.3 pts, 95% interval +1.5 to +15.1, p = 0.017 (adjusted for all tests on this page), n = "
            + "300 and 300")]
    [InlineData("next?after=Checkout+Started", "3 of 3 tests are significant: in words")]
    [InlineData("trend?event=Checkout+Started&measure=customers&by=browser", "None of 2 tests is significant")]
    [InlineData("trend?event=Checkout+Started&by=browser", "Interactions of one customer are not independent, so differences are not tested.")]
    public async Task What_differs_is_told_in_words_too(string question, string sentence) =>
        Assert.Contains(sentence, Text(await Answer($"{question}&{March}&compare=before")), StringComparison.Ordinal);

    [Theory]
    [InlineData("switches?within=7d", "cell.from=web&cell.to=chat&cell.compared=1", 60)]
    [InlineData("next?after=Checkout+Started", "cell.key=Order+Completed&cell.compared=1", 180)]
    [InlineData("next?after=Checkout+Started", "cell.nothing=1&cell.compared=1", 60)]
    [InlineData("paths?startAt=Checkout+Started&gap=7d", "cell.source=1_Checkout+Started&cell.target=2_Order+Completed&cell.compared=1", 180)]
    [InlineData("trend?event=Order+Completed&measure=customers&by=browser", "cell.whole=1&cell.key=Safari&cell.compared=1", 60)]
    [InlineData("trend?event=Order+Completed&measure=customers&by=browser", "cell.whole=1&cell.key=Chrome", 120)]
    public async Task The_people_of_both_sides_are_behind_their_numbers(string question, string cell, int count)
    {
        var page = await Answer($"{question}&{March}&compare=before");
        var link = PeopleLinks().Matches(page).Select(m => m.Value).First(l => l.Contains(cell, StringComparison.Ordinal));
        Assert.Equal(cell.Contains("compared", StringComparison.Ordinal), Text(await Read(link)).Contains("· Previous period", StringComparison.Ordinal));
        var file = await Read(link.Replace("/people?", "/people.csv?", StringComparison.Ordinal));
        Assert.Equal(count, file.Trim().Split('\n').Length - 1);
    }

    [Fact]
    public async Task Stages_are_drawn_as_a_stream_and_say_how_many_of_a_stage_moved_on()
    {
        var page = await Answer($"stages?{March}&compare=before");
        Assert.Contains("\"type\":\"sankey\"", page, StringComparison.Ordinal);
        var moved = Moved().Match(Text(page));
        Assert.True(moved.Success, Text(page));
        // 240 of February's stand where they stood, so that they are of the stage in March too.
        Assert.Equal(["85", "540", "60", "300"], moved.Groups.Values.Skip(1).Select(g => g.Value));
        Assert.Contains("moves: open the customers", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_segment_stands_beside_until_it_is_deleted()
    {
        const string Question = $"next?after=Checkout+Started&{March}&compare=segment";
        Assert.Contains("Choose the other segment", await Answer(Question), StringComparison.Ordinal);

        using var made = await shop.Server.Api.PutAsJsonAsync("/api/segments/asked-in-chat",
            new { name = "Asked in the chat", match = "all", conditions = new[] { new { kind = "did", name = "Chat Started" } } }, Ct);
        Assert.True(made.IsSuccessStatusCode);
        Assert.Contains("Chat Started 85 28% 85 of 300 100% 85 of 85 −71.7 pts", Text(await Answer(Question + "&against=asked-in-chat")),
            StringComparison.Ordinal);

        using var deleted = await shop.Server.Api.DeleteAsync("/api/segments/asked-in-chat", Ct);
        Assert.True(deleted.IsSuccessStatusCode);
        foreach (var kind in (string[])
        ["next?after=Checkout+Started", "paths?gap=7d", "switches?within=7d", "stages?", "trend?by=browser", "funnel?step=*",
            "retention?start=*"
        ])
            Assert.Contains(
                "The segment “asked-in-chat” does not exist; it may have been deleted.",
                await Answer($"{kind}&{March}&compare=segment&against=asked-in-chat"),
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("switches?within=7d")]
    [InlineData("next?after=Checkout+Started")]
    [InlineData("paths?gap=7d")]
    [InlineData("stages?")]
    [InlineData("trend?by=browser")]
    [InlineData("trend?")]
    [InlineData("funnel?step=Checkout+Started")]
    [InlineData("retention?start=*")]
    public async Task Before_the_first_interaction_there_is_nothing_to_compare_with_and_the_page_says_since_when(string question)
    {
        Assert.Contains(
            "there is nothing to compare with. Data begins in February 2026.",
            await Answer($"{question}&{February}&compare=before"),
            StringComparison.Ordinal);
        Assert.Contains("Data begins in February 2026", await Answer($"{question}&period=own&from=2001-01-01&to=2001-02-01&compare=before"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("next?after=Vanished")]
    [InlineData("paths?startAt=Vanished")]
    [InlineData("trend?event=Vanished&by=browser")]
    public async Task An_event_that_vanished_is_named_with_a_comparison_too(string question) =>
        Assert.Contains("“Vanished” was not found", await Answer($"{question}&{March}&compare=before"), StringComparison.Ordinal);

    [Fact]
    public async Task What_only_the_period_before_has_keeps_a_row()
    {
        var inMay = Enumerable.Range(0, 40).SelectMany(i => new[]
        {
            SmallShop.Event($"m{i}", "Page Read", "2026-05-02T10:00:00Z"),
            SmallShop.Event($"m{i}", "Desk Visited", "2026-05-03T10:00:00Z", channel: "store")
        });
        var inJune = Enumerable.Range(0, 40).SelectMany(i => new[]
        {
            SmallShop.Event($"j{i}", "Page Read", "2026-06-02T10:00:00Z"),
            SmallShop.Event($"j{i}", "Call Started", "2026-06-03T10:00:00Z", channel: "phone")
        });
        await shop.Server.Tell("/v1/import", $$"""{"batch":[{{string.Join(',', inMay.Concat(inJune))}}]}""", Ct);
        const string June = "period=own&from=2026-06-01&to=2026-06-30&compare=before";
        Assert.Contains("Web Store 0 0% 0 of 40 100% 40 of 40 −100.0 pts", Text(await Answer($"switches?within=any&{June}")), StringComparison.Ordinal);
        Assert.Contains("Desk Visited 0 0% 0 of 40 100% 40 of 40 −100.0 pts", Text(await Answer($"next?after=Page+Read&{June}")), StringComparison.Ordinal);
        Assert.Contains("Desk Visited end here (Desk Visited) 0 0% 0 of 40 100% 40 of 40 −100.0 pts", Text(await Answer($"paths?gap=7d&{June}")),
            StringComparison.Ordinal);
    }

    private Task<string> Answer(string question) => Read("/journeys/" + question.Replace("?", "/answer?", StringComparison.Ordinal));

    private Task<string> Read(string path) => shop.Server.ReadPage(path, Ct);

    private static string Text(string page) => Spaces().Replace(Tags().Replace(page, " "), " ");

    [GeneratedRegex("(?<=href=\")/journeys/people\\?of=[^\"]+")]
    private static partial Regex PeopleLinks();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("advanced [0-9.]+% ([0-9]+) of ([0-9]+) [0-9.]+% ([0-9]+) of ([0-9]+)")]
    private static partial Regex Moved();
}
