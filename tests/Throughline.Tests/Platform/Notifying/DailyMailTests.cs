using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Notifying;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;
using Throughline.Tests.Platform.Channels;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Platform.Notifying;

/// <summary>A colleague's daily mail, on its way to a real mail server.</summary>
public sealed class DailyMailTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_comes_once_a_day_and_its_link_turns_it_off_without_signing_in()
    {
        await using var drop = new MailDrop();
        await using var host = await ChannelsTests.Start(drop, services => services.AddScoped<IDailyNews, Bad>());
        var user = await Colleague(host, daily: true);
        var mails = host.App.Services.GetRequiredService<SendDailyMail>();

        var runs = await Task.WhenAll(mails.Send(user, null, Today, Ct), mails.Send(user, null, Today, Ct));
        Assert.Contains(runs, run => run is SendDailyMail.Queued);
        var mail = await drop.Wait(m => m.Subject == "1 thing needs attention", Ct);
        await mails.Send(user, null, Today.AddDays(1), Ct);
        for (var round = 0; round < 400 && drop.Mails.Count < 2; round++) await Task.Delay(25, Ct);
        Assert.Equal(2, drop.Mails.Count); // One for each day.

        Assert.Contains("Deliveries are late", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://cx.lindenhof.example/journeys", mail.TextBody, StringComparison.Ordinal);
        var token = mail.Headers["List-Unsubscribe"]!.Trim('<', '>').Split('/')[^1];
        Assert.NotNull(await host.With<NotifyOff, object?>(async f => await f.Find(token, Ct)));
        Assert.True(await IsDaily(host, user)); // Looking turns nothing off.
        Assert.Equal(NotifyOff.Daily, await host.With<NotifyOff, string?>(f => f.Turn(token, Ct)));
        Assert.False(await IsDaily(host, user));
        Assert.Null(await host.With<NotifyOff, string?>(f => f.Turn(token + "x", Ct)));
    }

    [Fact]
    public async Task No_news_no_mail_and_nobody_is_told_what_they_do_not_want()
    {
        await using var drop = new MailDrop();
        await using var host = await ChannelsTests.Start(drop, services => services.AddScoped<IDailyNews, Bad>());
        var user = await Colleague(host, daily: true, without: NewsKinds.Attention);

        Assert.IsType<SendDailyMail.NothingToSay>(await host.App.Services.GetRequiredService<SendDailyMail>().Send(user, null, Today, Ct));

        await using var db = host.Database();
        Assert.Equal(Today, (await db.NotifyChoices.SingleAsync(Ct)).LastDay);
        Assert.Empty(drop.Mails);
    }

    [Fact]
    public async Task News_are_asked_for_with_the_permissions_and_the_zone_of_whoever_gets_them()
    {
        await using var drop = new MailDrop();
        await using var host = await ChannelsTests.Start(drop, services => services.AddScoped<IDailyNews, Looking>());
        var user = await Colleague(host, daily: true);

        await host.App.Services.GetRequiredService<SendDailyMail>().Send(user, null, Today, Ct);

        var mail = await drop.Wait(_ => true, Ct);
        Assert.Contains("Anna in Pacific/Auckland, keys: False, home: True", mail.TextBody, StringComparison.Ordinal);
    }

    private static async Task<bool> IsDaily(TestHost host, Guid user)
    {
        await using var db = host.Database();
        return (await db.NotifyChoices.AsNoTracking().SingleAsync(c => c.UserId == user, Ct)).IsDaily;
    }

    private static async Task<Guid> Colleague(TestHost host, bool daily, string without = "")
    {
        var made = (CreateUser.Created)await host.With<CreateUser, CreateUser.Outcome>(f =>
            f.Create(new("anna@example.com", Role.Agent, "Anna", TimeZone: "Pacific/Auckland"), Actor.Operator, Ct));
        await using var db = host.Database();
        db.NotifyChoices.Add(new NotifyChoice { UserId = made.Id, IsDaily = daily, Without = without });
        await db.SaveChangesAsync(Ct);
        return made.Id;
    }

    private sealed class Bad : IDailyNews
    {
        public int Order => 1;

        public Task<IReadOnlyList<NewsSection>> Gather(Guid user, CancellationToken ct) => Task.FromResult<IReadOnlyList<NewsSection>>(
            [new(NewsKinds.Attention, "Needs attention", [new("Deliveries are late", "58%", "/journeys", "See why", NewsTone.Hurt)])]);
    }

    private sealed class Looking(Throughline.Platform.Ui.Viewer viewer) : IDailyNews
    {
        public int Order => 1;

        public Task<IReadOnlyList<NewsSection>> Gather(Guid user, CancellationToken ct) => Task.FromResult<IReadOnlyList<NewsSection>>(
            [new(NewsKinds.Better, "Seen", [new(
                $"{viewer.Name} in {viewer.Calendar.Id}, keys: {viewer.May("keys.manage")}, home: {viewer.May("home.read")}", null)])]);
    }
}
