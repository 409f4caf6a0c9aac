using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

public class TimeAndConcurrencyTests
{
    [Fact]
    public void Days_of_a_zone_begin_at_its_midnights_also_when_the_clocks_change()
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path);
        var type = store.Names.EventTypes.Code("view");
        // Berlin, 30 March 2025: the day has 23 hours. One row just before each local midnight, one at it.
        DateTime[] times =
        [new(2025, 3, 29, 22, 59, 59, DateTimeKind.Utc), new(2025, 3, 29, 23, 0, 0, DateTimeKind.Utc),
            new(2025, 3, 30, 21, 59, 59, DateTimeKind.Utc), new(2025, 3, 30, 22, 0, 0, DateTimeKind.Utc)
        ];
        for (var i = 0; i < times.Length; i++) store.Append([new JourneyRow(1, (long)(times[i] - DateTime.UnixEpoch).TotalMilliseconds, i + 1, type)]);
        var scope = new Scope { FromMs = Ms(2025, 3, 28, 23), ToMs = Ms(2025, 3, 31, 22) };
        var answer = store.Ask(new TrendQuestion { Scope = scope, Zone = NodaTime.DateTimeZoneProviders.Tzdb["Europe/Berlin"] });
        Assert.Equal([(Ms(2025, 3, 28, 23), 1.0), (Ms(2025, 3, 29, 23), 2), (Ms(2025, 3, 30, 22), 1)],
            answer.Series.Single().Points.Select(p => (p.AtMs, p.Value)));
    }

    [Fact]
    public void Weeks_begin_on_Monday_and_months_on_the_first()
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path);
        var scope = new Scope { FromMs = Ms(2025, 1, 1, 5), ToMs = Ms(2025, 2, 2, 0) };
        Assert.Equal([Ms(2024, 12, 30, 0), Ms(2025, 1, 6, 0), Ms(2025, 1, 13, 0), Ms(2025, 1, 20, 0), Ms(2025, 1, 27, 0)],
            store.Ask(new TrendQuestion { Scope = scope, Interval = Interval.Week }).Series.Single().Points.Select(p => p.AtMs));
        Assert.Equal([Ms(2025, 1, 1, 0), Ms(2025, 2, 1, 0)],
            store.Ask(new TrendQuestion { Scope = scope, Interval = Interval.Month }).Series.Single().Points.Select(p => p.AtMs));
    }

    /// <summary>Every batch gives each of 50 customers one more row, so any answer must be a multiple of 50, and answers never go back.</summary>
    [Fact]
    public async Task Readers_beside_a_writer_a_compactor_and_a_gatherer_see_whole_batches_only()
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path, new JourneyStoreOptions { Threads = 2 });
        var type = store.Names.EventTypes.Code("view");
        using var done = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => OnItsOwnThread(() => Read(store, done.Token)))];
        var compactor = OnItsOwnThread(() => { while (!done.IsCancellationRequested) store.Compact(); });
        var gatherer = OnItsOwnThread(() => { while (!done.IsCancellationRequested) store.Gather(); });
        for (var batch = 0; batch < 200; batch++)
        {
            store.Append([.. Enumerable.Range(0, 50).Select(i => new JourneyRow(i, StreamUnderTest.Origin + batch, (batch * 50L) + i + 1, type))]);
            if (batch % 10 == 0) store.SetCustomers([(batch % 50, 1000), (1 + (batch % 49), 1000)]);
            if (batch % 25 == 0) await Task.Delay(5, CancellationToken.None);
        }
        await done.CancelAsync();
        await Task.WhenAll([.. readers, compactor, gatherer]);
        Assert.Equal(10_000, Rows(store));
    }

    /// <summary>Endless loops on pool threads would leave none for the test itself.</summary>
    private static Task OnItsOwnThread(Action loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Read(JourneyStore store, CancellationToken until)
    {
        double before = 0;
        while (!until.IsCancellationRequested)
        {
            var now = Rows(store);
            Assert.True(now % 50 == 0 && now >= before, $"{now} rows after {before}");
            before = now;
        }
    }

    private static double Rows(JourneyStore store)
        => store
            .Ask(new TrendQuestion
            { Scope = new Scope { FromMs = StreamUnderTest.Origin, ToMs = StreamUnderTest.Origin + 3_600_000 }, Interval = Interval.Hour
            }).Series
            .Single().Points[0].Value;

    private static long Ms(int year, int month, int day, int hour) =>
        (long)(new DateTime(year, month, day, hour, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalMilliseconds;
}
