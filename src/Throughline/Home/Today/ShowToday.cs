using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;
using Throughline.Platform.Ui.Interactions;

namespace Throughline.Home.Today;

/// <summary>Tells what happened today, beside the same time yesterday.</summary>
public sealed class ShowToday(
    ThroughlineDb db, ICountCustomers customers, IJournal journal, IIdentityOwners owners, IShowPeople people, StoryTeller stories, Viewer viewer,
    TimeProvider clock) : IPart
{
    private const int LatestShown = 8;

    /// <param name="YesterdayByNow">Until the end of this quarter of an hour.</param>
    public sealed record Channel(string Name, int Today, int YesterdayByNow);

    /// <param name="ArrivedAt">They are listed by it.</param>
    /// <param name="Who">Null in the moment before it is known whose it is.</param>
    public sealed record Latest(long Position, DateTimeOffset At, DateTimeOffset ArrivedAt, string Channel, Story Story, Identity Identity, Person? Who)
    {
        private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(15);

        /// <summary>It happened well before it arrived.</summary>
        public bool CameLate => ArrivedAt - At > AtOnce;

        public string Href => Who is null ? $"/customers?identity={Uri.EscapeDataString(Identity.ToString())}" : $"/customers/{Who.Id}/interactions/{Position}";
    }

    /// <param name="ComparedUntil">The time of day, in the viewer's zone, until which yesterday is counted.</param>
    /// <param name="NewestAt">When the newest interaction arrived; null in an empty company.</param>
    public sealed record Answer(
        int Interactions, int YesterdayByNow, TimeOnly ComparedUntil, int CustomersSeen, IReadOnlyList<Channel> Channels,
        IReadOnlyList<Latest> Latest, DateTimeOffset? NewestAt);

    public async Task<Answer> Show(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var end = new DateTimeOffset((now.UtcTicks / Quarter.Length.Ticks + 1) * Quarter.Length.Ticks, TimeSpan.Zero);
        var (today, yesterday) = Days(now, viewer.Calendar);
        var sameTime = yesterday + (end - today);
        var channels = await Count(yesterday, sameTime < today ? sameTime : today, today, ct);
        var latest = await LatestOnes(ct);
        return new Answer(channels.Sum(c => c.Today), channels.Sum(c => c.YesterdayByNow), TimeOnly.FromDateTime(viewer.Calendar.Local(end)),
            await customers.SeenSince(today, ct), channels, latest, latest is [var newest, ..] ? newest.ArrivedAt : null);
    }

    private async Task<IReadOnlyList<Channel>> Count(DateTimeOffset yesterday, DateTimeOffset until, DateTimeOffset today, CancellationToken ct)
    {
        var quarters = db.Quarters;
        var rows = await quarters.Where(q => q.At >= yesterday && (q.At < until || q.At >= today)).GroupBy(q => new { q.Channel, IsToday = q.At >= today })
            .Select(g => new { g.Key.Channel, g.Key.IsToday, Sum = g.Sum(q => q.Interactions) }).ToListAsync(ct);
        return [.. rows.GroupBy(r => r.Channel)
            .Select(g => new Channel(g.Key, g.Where(r => r.IsToday).Sum(r => r.Sum), g.Where(r => !r.IsToday).Sum(r => r.Sum)))
            .OrderByDescending(c => c.Today).ThenByDescending(c => c.YesterdayByNow).ThenBy(c => c.Name, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<Latest>> LatestOnes(CancellationToken ct)
    {
        var entries = journal.Read(Math.Max(0, journal.Head - LatestShown), LatestShown).Reverse().ToList();
        int[] numbers = [.. entries.Select(e => e.Identity).Distinct()];
        var identities = journal.Identities(numbers);
        var whose = numbers.Where(n => n <= owners.Highest).ToDictionary(n => n, n => new CustomerId(owners.OwnerOf(n)));
        var known = (await people.Show([.. whose.Values.Distinct()], ct)).ToDictionary(p => p.Id);
        return [.. entries.Select(e => new Latest(
            e.Position, Instants.FromMicroseconds(e.At), Instants.FromMicroseconds(e.ReceivedAt), e.Channel, stories.Tell(e), identities[e.Identity],
            whose.TryGetValue(e.Identity, out var id) ? known.GetValueOrDefault(id.ToString()) : null))];
    }

    /// <summary>When today began, and the day before it.</summary>
    internal static (DateTimeOffset Today, DateTimeOffset Yesterday) Days(DateTimeOffset now, LocalCalendar calendar)
    {
        var today = calendar.DayOf(now);
        return (calendar.StartOf(today), calendar.StartOf(calendar.DayBefore(today)));
    }
}
