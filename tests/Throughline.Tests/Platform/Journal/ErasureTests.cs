using System.Text;
using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Tests.Platform.Journal;

public class ErasureTests
{
    private const long Day = 86_400_000_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Interactions_of_an_erased_identity_go_and_the_rest_stays_as_it_was()
    {
        await using var test = await TestJournal.Create(Ct);
        await test.Append(TestJournal.Viewed("m1", user: "anna"), TestJournal.Viewed("m2", user: "jonas"), TestJournal.Viewed("m3", user: "anna"));
        var erased = await test.Journal.Erase([1], Ct);

        Assert.Equal([1L, 3L], erased.Positions);
        Assert.Equal((3, 1), (test.Journal.Head, test.Journal.Count));
        Assert.Equal("m2", Assert.Single(test.Journal.Read(0, 10)).MessageId);
        Assert.Null(test.Journal.FindIdentity(new Identity("userId", "anna")));
        await test.Reopen();
        Assert.Equal((3, 1), (test.Journal.Head, test.Journal.Count));
        Assert.Empty(test.Journal.Verify(Ct));
    }

    [Fact]
    public async Task The_same_value_later_is_somebody_new_and_a_removed_message_does_not_come_back()
    {
        await using var test = await TestJournal.Create(Ct);
        await test.Append(TestJournal.Viewed("m1"), TestJournal.Viewed("m2"));
        await test.Journal.Erase([1], Ct);
        var again = await test.Append(TestJournal.Viewed("m1"), TestJournal.Viewed("m3"));

        Assert.Equal((1, 1, 3), (again.Accepted, again.Repeated, again.LastPosition));
        Assert.Equal(2, test.Journal.FindIdentity(new Identity("userId", "anna")));
        await test.Journal.DisposeAsync();
        Directory.Delete(test.IndexFolder, recursive: true);
        test.Open();
        Assert.Equal(0, (await test.Append(TestJournal.Viewed("m1"), TestJournal.Viewed("m2"))).Accepted);
        Assert.Equal(2, test.Journal.FindIdentity(new Identity("userId", "anna")));
        Assert.Empty(test.Journal.Verify(Ct));
    }

    [Fact]
    public async Task No_file_holds_what_was_erased()
    {
        await using var test = await TestJournal.Create(Ct);
        for (var i = 0; i < 20; i++)
            await test.Append([.. Enumerable.Range(0, 50).Select(j => TestJournal.Viewed(
                $"m{i}-{j}",
                user: j % 5 == 0 ? "anna@example.com" : $"user-{j}",
                body: j % 5 == 0 ? """{"properties":{"note":"anna@example.com","long":"anna-was-here"}}""" : "{}"))]);
        await test.Journal.Append(
            new Batch([], [new NotUnderstood(
                "segment/batch", "key:1", "bad_text", "Why.", """{"traits":{"email":"Anna@example.com"}}"""u8.ToArray(), null, 5)]),
            Ct);
        await test.Journal.Erase([test.Journal.FindIdentity(new Identity("userId", "anna@example.com"))!.Value], Ct);
        await test.Journal.CleanFiles(Ct);

        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(test.File)!, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("anna", Encoding.UTF8.GetString(await ReadShared(file)), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(800, test.Journal.Count);
    }

    [Fact]
    public async Task What_others_said_of_the_erased_goes_and_the_rest_of_it_stays()
    {
        await using var test = await TestJournal.Create(Ct);
        var referral = TestJournal.Viewed(
            "m2", user: "jonas", body: """{"properties":{"friend":" ANNA@example.com","total":12.50,"note":"é + <b>"},"list":[true,null,"7"]}""");
        await test.Append(
            TestJournal.Viewed("m1") with { Identities = [new("email", "anna@example.com"), new("userId", "7")] },
            referral,
            TestJournal.Viewed("m3") with
            {
                Identities = [new("userId", "maria"), new("userId", "7")],
                Body = Encoding.UTF8.GetBytes("""{"properties":{"referrerId":"7","quantity":"7"}}""")
            });
        var erased = await test.Journal.Erase([1, 2], Ct);

        Assert.Equal([1L], erased.Positions);
        Assert.Equal(2, erased.MentionsByOthers);
        var left = test.Journal.Read(0, 10);
        Assert.Equal("""{"properties":{"friend":null,"total":12.50,"note":"é + <b>"},"list":[true,null,"7"]}""", Encoding.UTF8.GetString(left[0].Body.Span));
        Assert.Equal("""{"properties":{"referrerId":null,"quantity":"7"}}""", Encoding.UTF8.GetString(left[1].Body.Span));
        Assert.Empty(left[1].Others);
        Assert.Empty(test.Journal.Verify(Ct));
    }

    [Theory]
    [InlineData("""{"userId":7,"event":"E"}""", true)]
    [InlineData("""{"userId":"7"}""", true)]
    [InlineData("""{"quantity":"7"}""", false)]
    [InlineData("""{"traits":{"phone":"0043 (660) 12 34 567"}}""", true)]
    [InlineData("""{"text":"anna@example.com wrote"}""", true)]
    [InlineData("order;anna@example.com;12", true)]
    [InlineData("""{"deep":[{"email":"\u0061nna@Example.com"}]}""", true)]
    [InlineData("""{"anonymousId":"0196a1b2-c3d4-7000-8000-00000000000a"}""", true)]
    public async Task Set_aside_items_that_name_the_erased_go(string body, bool goes)
    {
        await using var test = await TestJournal.Create(Ct);
        await test.Append(TestJournal.Viewed("m1") with
        {
            Identities =
            [new("userId", "7"), new("email", "anna@example.com"), new("phone", "+436601234567"),
                new("anonymousId", "0196a1b2-c3d4-7000-8000-00000000000a")
            ],
        });
        await test.Journal.Append(new Batch([], [new NotUnderstood("door", "key:1", "code", "Why.", Encoding.UTF8.GetBytes(body), null, 5)]), Ct);
        await test.Journal.Erase([1, 2, 3, 4], Ct);
        Assert.Equal(goes ? 0 : 1, test.Journal.SetAside.Count());
    }

    [Fact]
    public async Task Erasing_goes_on_while_doors_write()
    {
        await using var test = await TestJournal.Create(Ct);
        var writing = Enumerable.Range(0, 8).Select(door => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++) await test.Append(TestJournal.Viewed($"{door}-{i}", user: $"user-{i % 10}"));
        }, Ct)).ToList();
        for (var round = 0; round < 5; round++)
            if (test.Journal.FindIdentity(new Identity("userId", "user-3")) is { } number) await test.Journal.Erase([number], Ct);
        await Task.WhenAll(writing);
        if (test.Journal.FindIdentity(new Identity("userId", "user-3")) is { } last) await test.Journal.Erase([last], Ct);

        Assert.Equal((800, 720), (test.Journal.Head, test.Journal.Count));
        Assert.Equal(720, test.Journal.Read(0, 1_000).Count);
        Assert.Empty(test.Journal.Verify(Ct));
    }

    [Fact]
    public async Task What_is_over_goes_and_what_it_said_about_who_is_who_stays()
    {
        await using var test = await TestJournal.Create(Ct);
        await test.Append(
            TestJournal.Viewed("old-link", user: "anna", anonymous: "browser", at: 10 * Day, body: """{"properties":{"sku":"A"}}"""),
            TestJournal.Viewed("old-again", user: "anna", anonymous: "browser", at: 11 * Day),
            TestJournal.Viewed("old", user: "anna", at: 12 * Day),
            TestJournal.Viewed("old-identify", user: "anna", at: 12 * Day, kind: InteractionKind.Identify),
            TestJournal.Viewed("new", user: "anna", at: 30 * Day),
            TestJournal.Viewed("old-order", user: "anna", at: 12 * Day) with { Event = "Order Completed" });
        var removed = await test.Journal.Expire(new([new Dictionary<string, long> { ["*"] = 20 * Day, ["Order Completed"] = 5 * Day }]), Ct);

        Assert.Equal([2L, 3L], removed);
        Assert.Equal(["old-link", "old-identify", "new", "old-order"], test.Journal.Read(0, 10).Select(e => e.MessageId));
        var bare = test.Journal.Read(0, 1)[0];
        Assert.Equal((InteractionKind.Identify, "", "{}"), (bare.Kind, bare.Event, Encoding.UTF8.GetString(bare.Body.Span)));
        Assert.Single(bare.Others);
        Assert.Equal((1, 6, 4), (test.Journal.Removals, test.Journal.Head, test.Journal.Count));
        Assert.Empty(test.Journal.Verify(Ct));
        Assert.Empty(await test.Journal.Expire(new([new Dictionary<string, long> { ["*"] = 20 * Day, ["Order Completed"] = 5 * Day }]), Ct));
        Assert.Equal(1, test.Journal.Removals);
    }

    [Fact]
    public async Task A_row_that_is_missing_without_having_been_removed_is_found()
    {
        await using var test = await TestJournal.Create(Ct);
        await test.Append([.. Enumerable.Range(0, 9).Select(i => TestJournal.Viewed($"m{i}", user: $"user-{i % 3}"))]);
        await test.Journal.Erase([2], Ct);
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={test.File};Pooling=false"))
        {
            other.Open();
            using var delete = other.CreateCommand();
            delete.CommandText = "delete from journal_interactions where position = 4";
            delete.ExecuteNonQuery();
        }
        Assert.Contains(test.Journal.Verify(Ct), finding => finding.Contains("4 to 4 are missing", StringComparison.Ordinal));
    }

    private static async Task<byte[]> ReadShared(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var into = new MemoryStream();
        await file.CopyToAsync(into, Ct);
        return into.ToArray();
    }
}
