using System.Text.RegularExpressions;
using Throughline.Tests.Server;

namespace Throughline.Tests.Journeys.Answering;

/// <summary>The pages, as they come from a server with a few customers whose every step is known.</summary>
[Collection(nameof(SmallShop))]
public sealed partial class AnswerTests(SmallShop shop)
{
    private const string March = "period=own&from=2026-03-01&to=2026-03-31";
    private const string Buying = "step=Product+Viewed&step=Checkout+Started&step=Order+Completed";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("funnel")]
    [InlineData("retention")]
    [InlineData("paths")]
    [InlineData("switches")]
    [InlineData("trend")]
    [InlineData("stages")]
    [InlineData("next")]
    public async Task Without_a_question_each_page_asks_one_that_has_an_answer(string kind)
    {
        var page = await Read($"/journeys/{kind}");
        Assert.Contains("role=\"status\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No customers in this period", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Not yet<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_funnel_says_how_many_came_and_opens_those_who_stopped()
    {
        var page = await Read($"/journeys/funnel/answer?{Buying}&{March}");
        Assert.Contains("3 started, 33% reached “Placed an order”.", page, StringComparison.Ordinal);
        var stopped = Stopped().Matches(page).Select(m => m.Groups["href"].Value).ToList();
        Assert.Equal(2, stopped.Count);

        var people = await Read(stopped[1]);
        Assert.Contains("Stopped before “Placed an order”", people, StringComparison.Ordinal);
        Assert.Contains("<bdi>ben</bdi>", people, StringComparison.Ordinal);
        Assert.DoesNotContain("<bdi>ana</bdi>", people, StringComparison.Ordinal);
        Assert.Contains($"/journeys/funnel?{Buying}&{March}", people, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_breakdown_shows_each_value_and_says_nothing_where_there_are_too_few()
    {
        var page = await Read($"/journeys/funnel/answer?{Buying}&by=browser&{March}");
        Assert.Contains("<bdi>Safari</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>Firefox</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("Too few customers to test the difference", page, StringComparison.Ordinal);
        Assert.DoesNotContain("tone-helped", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retention?start=Product+Viewed&return=*&every=week", "came back in the week after")]
    [InlineData("paths?startAt=Product+Viewed&gap=7d", "Most common path")]
    [InlineData("switches?within=7d", "Most common switch:")]
    [InlineData("trend?event=Order+Completed&measure=sum&interval=week&compare=before", "average per week")]
    [InlineData("next?after=Product+Viewed", "came next")]
    [InlineData("stages?", "are in a stage now")]
    public async Task Each_kind_says_its_answer_in_a_sentence(string question, string sentence) =>
        Assert.Contains(sentence, await Read($"/journeys/{question.Replace("?", "/answer?", StringComparison.Ordinal)}&{March}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-03-15", 0, 1)]
    [InlineData("2026-03-12", 2, 0)]
    public async Task A_week_that_is_not_over_is_shown_so_far_and_is_in_no_average(string to, int soFar, int whole)
    {
        var page = await Read($"/journeys/retention/answer?start=Product+Viewed&return=*&every=week&period=own&from=2026-03-02&to={to}");
        Assert.Equal(soFar, Regex.Count(page, "heat-cell so-far"));
        // Three came in the first week and one of them again in the second; until that is over nobody knows.
        Assert.Equal(whole, Regex.Count(page, "33% came back in the week after"));
    }

    [Theory]
    [InlineData("retention?start=Product+Viewed&return=Order+Completed&every=week", "/journeys/people?of=retention&cell.cohort=1&cell.period=0", "ana")]
    [InlineData("paths?startAt=Product+Viewed&gap=7d", "cell.source=1_Product+Viewed&cell.target=2_Checkout+Started", "ben")]
    [InlineData("switches?within=7d", "cell.from=chat&cell.to=phone", "cem")]
    [InlineData("trend?event=Call+Started&interval=week&by=channel", "cell.key=phone", "cem")]
    [InlineData("next?after=Chat+Started", "cell.key=Call+Started", "cem")]
    public async Task Every_number_opens_its_people(string question, string part, string name)
    {
        var page = await Read($"/journeys/{question.Replace("?", "/answer?", StringComparison.Ordinal)}&{March}");
        var link = PeopleLinks().Matches(page).Select(m => m.Value).Distinct().Where(l => l.Contains(part, StringComparison.Ordinal)).ToList();
        var found = false;
        foreach (var one in link) found |= (await Read(one)).Contains($"<bdi>{name}</bdi>", StringComparison.Ordinal);
        Assert.True(found, $"None of {link.Count} links with {part} leads to {name}.");
    }

    [Theory]
    [InlineData("funnel/answer?step=", "Choose the first step")]
    [InlineData("funnel/answer?step=Vanished&step=Order+Completed", "“Vanished” was not found")]
    [InlineData("funnel/answer?step=Product+Viewed&period=own&from=2001-01-01&to=2001-02-01", "Data begins in March 2026")]
    [InlineData("funnel/answer?step=Product+Viewed&period=own", "Choose a first day")]
    [InlineData("funnel/answer?step=Product+Viewed&by=no+such+thing&period=all", "no such thing")]
    [InlineData("funnel/answer?step=Product+Viewed&window=forever&period=all", "is not a valid duration")]
    [InlineData("funnel/answer?step=Product+Viewed&segment=nobody&period=all", "The segment “nobody” does not exist")]
    [InlineData("paths/answer?depth=200&gap=7d&period=all", "200 steps do not fit on a screen")]
    [InlineData("trend/answer?event=Nothing+Like+It&period=all", "“Nothing Like It” was not found")]
    [InlineData("people", "does not name a question")]
    [InlineData("people?of=funnel&step=Product+Viewed&period=all", "does not name a number")]
    [InlineData("people?of=paths&cell.source=x&cell.target=y&period=all", "does not name a path")]
    public async Task What_cannot_be_answered_says_what_to_do(string address, string sentence) =>
        Assert.Contains(sentence, await Read("/journeys/" + address, status: null), StringComparison.Ordinal);

    [Fact]
    public async Task More_than_32_steps_and_a_breakdown_of_very_many_values_are_no_blank_page()
    {
        Assert.Contains("32", await Read("/journeys/funnel/answer?period=all&" + string.Join('&', Enumerable.Repeat("step=Product+Viewed", 33))),
            StringComparison.Ordinal);
        var many = Enumerable.Range(0, 400).Select(i => SmallShop.Event($"visitor-{i}", "Query Typed", "2026-06-01T10:00:00Z", browser: $"Browser {i}"));
        await shop.Server.Tell("/v1/import", $$"""{"batch":[{{string.Join(',', many)}}]}""", Ct);
        var page = await Read("/journeys/funnel/answer?step=Query+Typed&by=browser&period=all");
        Assert.Contains("the others are grouped", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>All others</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("There are more. Type part of the name.", await Read("/journeys/choices?of=value&property=browser"), StringComparison.Ordinal);
        Assert.Contains("data-value=\"Browser 399\"", await Read("/journeys/choices?of=value&property=browser&q=Browser+399"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_offered_with_how_often_they_occur()
    {
        Assert.Contains("data-value=\"Product Viewed\"", await Read("/journeys/choices?of=event&q=viewed"), StringComparison.Ordinal);
        Assert.Contains("data-value=\"browser\"", await Read("/journeys/choices?of=property&q=brow"), StringComparison.Ordinal);
        Assert.Contains("No matches", await Read("/journeys/choices?of=event&q=zzz"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_people_come_as_a_file_that_no_spreadsheet_reckons()
    {
        await shop.Server.Tell(
            "/v1/import",
            $$"""{"batch":[{{SmallShop.Event("=1+1", "Formula Sent", "2026-06-02T10:00:00Z")}},{{SmallShop.Event("a, \\\"b\\\"", "Formula Sent", "2026-06-02T10:00:00Z")}}]}""",
            Ct);
        using var answer = await shop.Server.Api.GetAsync("/journeys/people.csv?of=funnel&cell.step=1&step=Formula+Sent&period=all", Ct);
        var lines = (await answer.Content.ReadAsStringAsync(Ct)).TrimStart('\ufeff').Split("\r\n");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("id,name,first_seen,last_seen", lines[0]);
        Assert.Contains(lines, l => l.Contains(",'=1+1,", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("\"a, \"\"b\"\"\"", StringComparison.Ordinal));
    }

    private Task<string> Read(string path, int? status = 200) => shop.Server.ReadPage(path, Ct, status);

    [GeneratedRegex("class=\"funnel-lost\"><a href=\"(?<href>[^\"]+)\"")]
    private static partial Regex Stopped();

    [GeneratedRegex("(?<=href=\")/journeys/people\\?of=[^\"]+")]
    private static partial Regex PeopleLinks();
}
