using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Access;
using Throughline.Tests.Platform.Server;
using Throughline.Touchpoints.Referrals;
using Throughline.Touchpoints.Seen;
using Throughline.Touchpoints.Stages;
using Throughline.Touchpoints.Unassigned;

namespace Throughline.Tests.Touchpoints.Referrals;

public sealed class ReferralTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_recommended_whom_holds_when_customers_are_joined_and_says_whether_they_buy()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct,
            An("Referral Sent", "ana", 0, """{"properties":{"referralCode":"ANA"}}"""),
            An("Referral Used", "ben", 1, """{"properties":{"referralCode":"ANA"}}"""),
            An("Referral Used", "cem", 2, """{"properties":{"referrer":"email:ana@example.com"}}"""),
            An("Referral Used", "ana", 3, """{"properties":{"referrer":"ana"}}"""),
            An("Referral Used", "dia", 4, """{"properties":{"referrer":"nobody we know"}}"""),
            An("Order Completed", "ben", 5), An("Product Viewed", "eva", 6));
        await host.Tell(
            Ct, An("", "ana", 7) with { Kind = InteractionKind.Identify, Identities = [new(Identity.UserId, "ana"), new(Identity.Email, "ana@example.com")] });

        var all = await host.With<ReadReferrals, IReadOnlyList<ReadReferrals.Came>>(f => f.All(Ct));
        int Number(string user) =>
            host.App.Services.GetRequiredService<IIdentityOwners>().OwnerOf(host.Journal.FindIdentity(new Identity(Identity.UserId, user))!.Value);

        Assert.Equal([(Number("dia"), null), (Number("cem"), Number("ana")), (Number("ben"), Number("ana"))], all.Select(c => (c.Customer, c.By)));
        Assert.Equal(Number("ana"), (await host.With<ReadReferrals, CustomerId?>(f => f.WhoReferred([Number("ben")], Ct)))?.Value);
        var compared = await host.With<CompareReferred, CompareReferred.Compared>(f => f.Compare(all.Select(c => c.Customer), Ct));
        Assert.Equal((3, 2), (compared.Referred!.Value.N, compared.Others!.Value.N));
        Assert.Equal(1 / 3.0, compared.Referred.Value.Value, 6);
    }

    [Fact]
    public async Task A_referral_that_names_somebody_not_seen_yet_is_theirs_once_they_come_even_after_a_restart_of_the_view()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct,
            An("Referral Used", "ben", 0, """{"properties":{"referrer":"late"}}"""),
            An("Referral Used", "cem", 1, """{"properties":{"referrer":"email:later@example.com"}}"""),
            An("Referral Used", "dia", 2, """{"properties":{"referralCode":"NONE"}}"""));
        int Number(string user) => host.Journal.FindIdentity(new Identity(Identity.UserId, user))!.Value;
        async Task<IEnumerable<int?>> By() => (await host.With<ReadReferrals, IReadOnlyList<ReadReferrals.Came>>(f => f.All(Ct))).Select(c => c.By).Reverse();
        Assert.Equal([null, null, null], await By());

        await host.Tell(Ct, An("Page Read", "late", 3));
        Assert.Equal([Number("late"), null, null], await By());

        var view = host.App.Services.GetServices<Projection>().OfType<SeenProjection>().Single();
        await host.App.Services.GetRequiredService<ProjectionRunner>().Between(view, () => view.Open(host.Journal.Head));
        await host.Tell(Ct, An("", "later", 4) with
        { Kind = InteractionKind.Identify, Identities = [new(Identity.UserId, "later"), new(Identity.Email, "later@example.com")]
        });
        Assert.Equal([Number("late"), Number("later"), null], await By());
    }

    [Fact]
    public async Task An_unassigned_event_is_counted_and_given_to_a_touchpoint_with_all_its_past()
    {
        await using var host = await TestHost.Start(Ct);
        await host.Tell(Ct, An("Tent Pitched", "ana", 0), An("Tent Pitched", "ben", 1), An("Chat Started", "ben", 2));
        var before = await host.With<ListUnassigned, ListUnassigned.Page>(f => f.List(0, Ct));
        Assert.Equal(("Tent Pitched", 2), (Assert.Single(before.Items).Event, before.Items[0].Count));

        Assert.IsType<AssignEvent.Assigned>(await host.With<AssignEvent, AssignEvent.Outcome>(f => f.Assign("Tent Pitched", "first-use", Actor.Operator, Ct)));

        Assert.Empty((await host.With<ListUnassigned, ListUnassigned.Page>(f => f.List(0, Ct))).Items);
        Assert.IsType<AssignEvent.NoSuchTouchpoint>(
            await host.With<AssignEvent, AssignEvent.Outcome>(f => f.Assign("Tent Pitched", "nowhere", Actor.Operator, Ct)));
        Assert.Equal("first-use", host.App.Services.GetRequiredService<ITouchpoints>().Now.Assign("Tent Pitched", "app", "{}"u8.ToArray())?.Key);
    }

    [Fact]
    public async Task Time_to_value_is_the_median_from_an_order_to_the_first_use()
    {
        await using var host = await TestHost.Start(Ct);
        var recently = (int)(TimeProvider.System.GetUtcNow() - Start).TotalHours - 24 * 40;
        await host.Tell(Ct,
            An("Order Completed", "ana", recently), An("Product First Used", "ana", recently + 24),
            An("Order Completed", "ben", recently), An("Product First Used", "ben", recently + 72),
            An("Order Completed", "cem", recently), An("Product First Used", "dia", recently));

        var measured = await host.With<TimeToValue, TimeToValue.Measured>(f => f.Measure(Ct));

        Assert.Equal((3, 2), (measured.Buyers, measured.Reached));
        Assert.InRange(measured.Median!.Value.TotalHours, 24, 72);
        Assert.Equal(2 / 3.0, measured.Share!.Value.Value, 6);
    }

    private static Interaction An(string name, string user, int hours, string body = "{}") => new()
    {
        Kind = InteractionKind.Track, Event = name, MessageId = $"{user}-{name}-{hours}",
        Identities = [new Identity(Identity.UserId, user)], Channel = "web", Source = "test",
        ReceivedAt = Start.AddHours(hours).ToMicroseconds(), At = Start.AddHours(hours).ToMicroseconds(), Body = System.Text.Encoding.UTF8.GetBytes(body),
    };
}
