using Throughline.Contracts;
using Throughline.Data.Import.Plans;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Data.Import;

public class PersonStories
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_is_an_interaction_with_every_other_column_as_a_property()
    {
        await using var host = await TestHost.Start(Ct);
        const string Calls =
            "event,at,userId,phone,minutes,zip,vip,note\nCall Ended,2026-03-01T10:00:00Z,anna,+46 8-123 456,12.5,01234,true,\"Asked, twice\"\n";
        var done = await host.Import(
            Calls, new ImportPlan("interactions", Set: new Dictionary<string, string> { ["channel"] = "Phone", ["team"] = "Support" }));

        Assert.Equal((1L, 1L, 0L, 0L), done.Rows());
        var call = Assert.Single(host.Everything());
        Assert.Equal((InteractionKind.Track, "Call Ended", "phone", "userId:anna phone:+468123456"), (call.Kind, call.Event, call.Channel, host.Who(call)));
        Assert.Equal("""{"minutes":12.5,"zip":"01234","vip":true,"note":"Asked, twice","team":"Support"}""", call.Said().GetRawText());
        Assert.Equal($"import:{done.Id:N}", call.Source);
    }

    [Fact]
    public async Task Rows_that_say_the_same_twice_happened_twice_but_the_same_file_adds_nothing()
    {
        await using var host = await TestHost.Start(Ct);
        const string Visits = "event,at,email\nVisit,2026-03-01,Anna@Example.com\nVisit,2026-03-01,Anna@Example.com\nVisit,2026-03-02,ben@example.com\n";
        Assert.Equal((3L, 3L, 0L, 0L), (await host.Import(Visits)).Rows());
        Assert.Equal((3L, 0L, 3L, 0L), (await host.Import(Visits)).Rows());
        Assert.Equal((4L, 1L, 3L, 0L), (await host.Import(Visits + "Visit,2026-03-03,ben@example.com\n")).Rows());
        Assert.Equal(["email:anna@example.com", "email:anna@example.com", "email:ben@example.com", "email:ben@example.com"],
            host.Everything().Select(host.Who));
    }

    [Fact]
    public async Task A_customers_row_tells_their_traits_and_a_later_file_can_change_them_back()
    {
        await using var host = await TestHost.Start(Ct);
        string Customers(string city, string more = "") =>
            $"customer id,email,full name,city,points\n17,anna@example.com,Anna Berg,{city},120\n18,,Ben,,\n{more}";
        var plan = new ImportPlan("customers");
        Assert.Equal((2L, 2L, 0L, 0L), (await host.Import(Customers("Göteborg"), plan)).Rows());
        Assert.Equal((2L, 0L, 2L, 0L), (await host.Import(Customers("Göteborg"), plan)).Rows());
        await host.Import(Customers("Oslo"), plan);
        await host.Import(Customers("Göteborg", "19,,Cleo,,\n"), plan);

        var last = host.Everything().Last(e => host.Who(e).StartsWith("userId:17", StringComparison.Ordinal));
        Assert.Equal((InteractionKind.Identify, "userId:17 email:anna@example.com"), (last.Kind, host.Who(last)));
        Assert.Equal("""{"email":"anna@example.com","name":"Anna Berg","city":"Göteborg","points":120}""", last.Said("traits").GetRawText());
    }

    [Theory]
    [InlineData("Seen,2026-01-01,,", "no_identity")]
    [InlineData("Seen,2026-01-01,null,", "blocked_identity")]
    [InlineData(",2026-01-01,eva,", "no_event_name")]
    [InlineData("Seen,31.02.2026,eva,", "bad_timestamp")]
    public async Task A_row_that_says_too_little_is_set_aside(string row, string code)
    {
        await using var host = await TestHost.Start(Ct);
        var done = await host.Import($"event,at,userId,page\nSeen,2026-01-01,eva,/\n{row}\n");
        Assert.Equal(((2L, 1L, 0L, 1L), code), (done.Rows(), done.Reasons.Single().Code));
    }
}
