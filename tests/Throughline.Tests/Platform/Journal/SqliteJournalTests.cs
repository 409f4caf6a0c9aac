using System.Text;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Tests.Platform.Journal;

public class SqliteJournalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        await using var test = await TestJournal.Create(Ct);
        var receipt = await test.Append(
            TestJournal.Viewed("m1", body: """{"properties":{"sku":"A"}}"""), TestJournal.Viewed("m2", user: "jonas", anonymous: "browser"));
        await test.Reopen();

        Assert.Equal(new Receipt(2, 0, 2), receipt);
        var entries = test.Journal.Read(after: 0, limit: 10);
        Assert.Equal(["m1", "m2"], entries.Select(e => e.MessageId));
        Assert.Equal("""{"properties":{"sku":"A"}}""", Encoding.UTF8.GetString(entries[0].Body.Span));
        var identities = test.Journal.Identities([entries[1].Identity, .. entries[1].Others]);
        Assert.Equal(new Identity("userId", "jonas"), identities[entries[1].Identity]);
        Assert.Equal(new Identity("anonymousId", "browser"), identities[entries[1].Others[0]]);
    }

    [Fact]
    public async Task A_message_that_comes_again_is_counted_and_not_stored_again()
    {
        await using var test = await TestJournal.Create(Ct);
        await test.Append(TestJournal.Viewed("m1"));
        var inTheSameBatch = await test.Append(TestJournal.Viewed("m2"), TestJournal.Viewed("m2"), TestJournal.Viewed("m1"));
        await test.Reopen();
        var afterARestart = await test.Append(TestJournal.Viewed("m1"), TestJournal.Viewed("m2"), TestJournal.Viewed("m3"));

        Assert.Equal((1, 2, 2L), (inTheSameBatch.Accepted, inTheSameBatch.Repeated, inTheSameBatch.LastPosition));
        Assert.Equal([1, 2], inTheSameBatch.RepeatedAt);
        Assert.Equal((1, 2, 3L), (afterARestart.Accepted, afterARestart.Repeated, afterARestart.LastPosition));
        Assert.Equal([0, 1], afterARestart.RepeatedAt);
    }

    [Fact]
    public async Task Repeats_are_found_among_hundreds_of_thousands_in_memory_and_in_files()
    {
        await using var test = await TestJournal.Create(Ct);
        for (var batch = 0; batch < 30; batch++)
            await test.Append([.. Enumerable.Range(batch * 10_000, 10_000).Select(i => TestJournal.Viewed($"message-{i}", user: $"user-{i % 1000}"))]);
        await test.Reopen();

        var again = await test.Append([.. Enumerable.Range(0, 300_000).Where(i => i % 97 == 0).Select(i => TestJournal.Viewed($"message-{i}"))]);
        Assert.Equal(0, again.Accepted);
        var fresh = await test.Append([.. Enumerable.Range(0, 20_000).Select(i => TestJournal.Viewed($"another-{i}"))]);
        Assert.Equal(20_000, fresh.Accepted);
    }

    [Fact]
    public async Task A_lost_index_of_message_ids_is_built_again_from_the_journal()
    {
        await using var test = await TestJournal.Create(Ct);
        for (var batch = 0; batch < 14; batch++)
            await test.Append([.. Enumerable.Range(batch * 10_000, 10_000).Select(i => TestJournal.Viewed($"message-{i}"))]);
        await test.Journal.DisposeAsync();
        Directory.Delete(test.IndexFolder, recursive: true);
        test.Open();

        Assert.Equal(0, (await test.Append(TestJournal.Viewed("message-5"), TestJournal.Viewed("message-139999"))).Accepted);
        Assert.Equal(1, test.Journal.FindIdentity(new Identity("userId", "anna")));
        Assert.Null(test.Journal.FindIdentity(new Identity("email", "anna")));
    }

    [Fact]
    public async Task Many_doors_at_once_get_positions_without_gaps()
    {
        await using var test = await TestJournal.Create(Ct);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(door => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++) await test.Append(TestJournal.Viewed($"{door}-{i}"), TestJournal.Viewed($"shared-{i}"));
        }, Ct)));

        Assert.Equal(1025, test.Journal.Head);
        Assert.Equal(Enumerable.Range(1, 1025).Select(i => (long)i), test.Journal.Read(0, 2000).Select(e => e.Position));
    }

    [Fact]
    public async Task A_full_disk_refuses_the_batch_whole_and_the_journal_recovers()
    {
        await using var test = await TestJournal.Create(Ct);
        await test.Append(TestJournal.Viewed("before"));
        var big = Enumerable.Range(0, 200)
            .Select(i => TestJournal.Viewed($"big-{i}", user: $"newcomer-{i}", body: "{\"properties\":{\"text\":\"" + new string((char)120, 20_000) + "\"}}"))
            .ToArray();
        test.Journal.LimitPages(test.Journal.Pages() + 20);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => test.Append(big));
        Assert.Equal(1, test.Journal.Head);
        test.Journal.LimitPages(int.MaxValue);
        Assert.Equal(new Receipt(200, 0, 201), await test.Append(big));
        Assert.Equal(200, test.Journal.Read(1, 500).Select(e => e.Identity).Distinct().Count());
        Assert.Empty(test.Journal.Verify(Ct));
    }

    [Fact]
    public async Task A_flipped_byte_is_found()
    {
        await using var test = await TestJournal.Create(Ct);
        await test.Append([.. Enumerable.Range(0, 500).Select(i =>
            TestJournal.Viewed($"m{i}", body: $"{{\"properties\":{{\"note\":\"number {i} is as it was written\"}}}}"))]);
        Assert.Empty(test.Journal.Verify(Ct));
        await test.Journal.DisposeAsync();
        SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllBytesAsync(test.File, Ct);
        var at = bytes.AsSpan().IndexOf("number 321 is"u8);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(test.File, bytes, Ct);
        test.Open();

        Assert.Contains(test.Journal.Verify(Ct), finding => finding.Contains("interaction 322", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_set_aside_twice_for_one_reason_stands_once_with_its_count()
    {
        await using var test = await TestJournal.Create(Ct);
        var item = new NotUnderstood("segment/batch", "key:1", "no_identity", "An event needs a userId or an anonymousId.", "{}"u8.ToArray(), null, 5);
        await test.Journal.Append(new Batch([], [item]), Ct);
        await test.Journal.Append(new Batch([], [item with { ReceivedAt = 9 }]), Ct);

        var kept = Assert.Single(test.Journal.SetAside.List(long.MaxValue, 10));
        Assert.Equal((2, 5, 9), (kept.Times, kept.FirstAt, kept.LastAt));
    }

    [Fact]
    public async Task Reading_waits_for_what_is_to_come()
    {
        await using var test = await TestJournal.Create(Ct);
        var waiting = test.Journal.WaitBeyond(0, Ct);
        Assert.False(waiting.IsCompleted);
        await test.Append(TestJournal.Viewed("m1"));
        await waiting.WaitAsync(TimeSpan.FromSeconds(5), Ct);
    }
}
