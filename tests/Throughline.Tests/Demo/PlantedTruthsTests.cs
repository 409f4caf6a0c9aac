using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Demo;

/// <summary>What docs/demo.md promises to be in the story, asked of the journal in plain SQL, with room for chance.</summary>
[Collection(nameof(LoadedDemo))]
public sealed class PlantedTruthsTests(LoadedDemo demo)
{
    private const string Orders = """
        sum(event = 'Checkout Started') as started, sum(event = 'Order Completed') as completed from said
        where channel = 'web' and event in ('Checkout Started', 'Order Completed')
        """;

    [Fact]
    public void For_three_weeks_the_checkout_fails_on_Safari_and_nowhere_else()
    {
        var (from, to) = (DaysAgo(CheckoutFault.StartedDaysAgo), DaysAgo(CheckoutFault.EndedDaysAgo));
        double Conversion(string where) => Number($"select 1.0 * completed / started from (select {Orders} and {where})");
        Assert.True(Conversion($"p(browser) = 'Safari' and at between {from} and {to}") < 0.4);
        Assert.True(Conversion($"p(browser) <> 'Safari' and at between {from} and {to}") > 0.75);
        Assert.True(Conversion($"p(browser) = 'Safari' and at not between {from} and {to}") > 0.8);
        Assert.Equal(0, Number(
            $"select count(*) from said where p(errorCode) = '{CheckoutFault.ErrorCode}' and (p(browser) <> 'Safari' or at not between {from} and {to})"));
    }

    [Fact]
    public void North_is_late_in_spring_punctual_in_summer_and_late_again_in_autumn()
    {
        double Late(string carrier, string from, string to) =>
            Number(
                $"select avg(p(daysLate) > 0) from said "
                    + $"where event = 'Order Delivered' and p(carrier) {carrier} "
                    + $"and strftime('%m-%d', at / 1000000, 'unixepoch') between '{from}' and '{to}'");
        Assert.InRange(Late("= 'North'", "03-20", "05-10"), 0.35, 0.7);
        Assert.InRange(Late("= 'North'", "06-01", "09-20"), 0, 0.12);
        Assert.InRange(Late("= 'North'", "10-05", "11-15"), 0.35, 0.7);
        Assert.InRange(Late("<> 'North'", "01-01", "12-31"), 0, 0.1);
    }

    [Fact]
    public void Chat_answers_soon_and_well_what_the_phone_answers_late_and_badly()
    {
        double Wait(string answered) => Number($"select avg(p(waitSeconds)) from said where event = '{answered}'");
        double Resolved(string how) => Number($"select 1.0 * sum(event = '{how} Resolved') / sum(event = '{how} Started') from said");
        double Answers(string channel) => Number($"""
            select avg(kinds) from (select count(distinct p(answer)) as kinds from said where p(answer) is not null and channel = '{channel}'
              and p(topic) in ('waterproofing', 'sizing', 'setup', 'where-is-my-order') group by p(topic), round(at / 5e12))
            """);
        Assert.True(Wait("Call Answered") > 4 * Wait("Chat Answered"));
        Assert.True(Resolved("Chat") > 0.8 && Resolved("Call") < 0.6);
        Assert.True(Answers("phone") > 1.3 * Answers("chat"));
    }

    [Fact]
    public void Whoever_comes_to_the_phone_from_the_web_or_chat_is_not_recognised_and_starts_again()
    {
        double Share(string what, string cameFrom) => Number($"select avg({what}) from said where event = 'Call Answered' and p(cameFrom) {cameFrom}");
        Assert.True(Share("p(askedAgain)", "in ('web', 'chat')") > 0.75);
        Assert.True(Share("p(askedAgain)", "is null") < 0.15);
        Assert.True(Share("not p(recognised)", "in ('web', 'chat')") > 0.75);
        double Median(string moved) => Number($"""
            with runs as (
              select min(at) as began, max(case when event = 'Call Resolved' then at end) as resolved, max(p(cameFrom) is not null) as moved
              from said where p(episodeId) is not null group by p(episodeId)),
            took as (select (resolved - began) as time from runs where resolved is not null and moved = {moved})
            select time / 60e6 from took order by time limit 1 offset (select count(*) / 2 from took)
            """);
        Assert.True(Median("1") > 1.3 * Median("0"));
    }

    [Fact]
    public void Most_who_buy_again_and_again_are_never_heard_of()
    {
        var buyers = """
            select sum(event = 'Order Completed') as orders,
              sum(event in ('IVR Entered', 'Call Started', 'Chat Started', 'Email Received', 'Product Question Asked', 'Complaint Made',
              'Survey Answered')) as heard
            from said group by identity
            """;
        Assert.True(Number($"select avg(heard = 0) from ({buyers}) where orders >= 4") > 0.75);
        Assert.True(Number($"select 1.0 * sum(heard > 0) / sum(orders > 0) from ({buyers})") < 0.4);
    }

    [Fact]
    public void Referrals_rise_seven_weeks_ago_and_friends_buy_sooner()
    {
        double Weekly(int fromDaysAgo, int toDaysAgo) =>
            Number($"select count(*) from said where event = 'Referral Sent' and at between {DaysAgo(fromDaysAgo)} and {DaysAgo(toDaysAgo)}") * 7 / (fromDaysAgo
                - toDaysAgo);
        Assert.True(Weekly(ReferralWave.StartedDaysAgo, 0) > 6 * Weekly(320, ReferralWave.StartedDaysAgo));
        Assert.True(Number("select count(distinct p(userId)) from said where event = 'Referral Used'") > 20);
    }

    [Fact]
    public void A_shared_kiosk_joins_nobody_and_a_family_address_is_a_question_for_a_person()
    {
        using var db = new SqliteConnection(SqliteSettings.ConnectionTo(Folder.Database));
        db.Open();
        Assert.Equal(2, Ask(db, "select count(*) from customers_identities where value like 'kiosk-%' and is_shared"));
        Assert.InRange(Ask(db, "select count(*) from customers_suggestions"), 1, 40);
    }

    private DataFolder Folder => demo.Host.App.Services.GetRequiredService<DataFolder>();

    private static long DaysAgo(int days) => World.MidnightOf(LoadedDemo.Today).AddDays(-days).ToMicroseconds();

    /// <param name="question">SQL over <c>said</c>, where <c>p(name)</c> is a property.</param>
    private double Number(string question)
    {
        using var db = new SqliteConnection(SqliteSettings.ConnectionTo(Folder.Journal));
        db.Open();
        var sql = System.Text.RegularExpressions.Regex.Replace(question, @"\bp\((\w+)\)", "json_extract(body, '$$.properties.$1')");
        return Ask(db, $"with said as (select event, channel, identity, at, cast(body as text) as body from journal_interactions) select * from ({sql})");
    }

    private static double Ask(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return Convert.ToDouble(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
