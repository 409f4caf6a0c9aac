using System.IO.Compression;
using System.Text;
using Throughline.Data.Import;
using Throughline.Data.Import.Plans;
using Throughline.Tests.Platform.Server;
using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Import;

public class BadFileTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "empty", [], "empty_file" },
        { "blank lines", "\n \n\n"u8.ToArray(), "empty_file" },
        { "a workbook cut off", [0x50, 0x4b, 3, 4, 20, 0, 6, 0], "bad_workbook" },
        { "an old workbook", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0], "old_workbook" },
        { "bytes", [1, 2, 0, 3, 255, 254, 7, 1, 9, 200, 1, 1], "not_csv" },
        { "a million columns", Encoding.ASCII.GetBytes(new string(',', 1_000_000)), "too_many_columns" },
        { "two million columns", Encoding.ASCII.GetBytes(new string(',', 2_000_000) + "\n1\n"), "too_many_columns" },
        {
        "gzip cut off",
        Sending.Gzip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i * 7919},{i}\n"))))[..2_000],
        "bad_gzip"
        },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_file_that_is_no_table_is_refused_with_a_sentence_and_not_kept(string what, byte[] file, string code)
    {
        await using var host = await TestHost.Start(Ct);
        var outcome = await host.With<UploadFile, UploadFile.Outcome>(f => f.Upload(what, new MemoryStream(file), null, Ct));

        // What was cut off may still show a good beginning; then reading to its end finds out.
        if (outcome is UploadFile.Uploaded uploaded)
        {
            await host.Start(uploaded.Id.Value,
                new ImportPlan("purchases", new Dictionary<string, string> { ["order"] = "0", ["customer"] = "0", ["at"] = "0" }));
            Assert.Contains("damaged", (await host.End(uploaded.Id.Value)).Error, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(code, Assert.IsType<UploadFile.Unreadable>(outcome).Code);
        Assert.Empty((await host.With<ShowImports, ShowImports.Page>(f => f.List(0, Ct))).Items);
    }

    [Theory]
    [InlineData("order,customer,at\n1,eva,3/4/2026\n2,eva,5/6/2026\n", null, "ambiguous_dates")]
    [InlineData("order,customer,at,at\n1,eva,2026-01-01,2026-01-01\n", null, "duplicate_column")]
    [InlineData("order,customer\n1,eva\n", null, "no_column")]
    [InlineData("order;customer;at;price\n1;eva;2026-01-01;1.234\n2;eva;2026-01-01;5\n", null, "ambiguous_numbers")]
    [InlineData("order,customer,at\n1,eva,2026-01-01\n", ";", "no_column")]
    [InlineData("order,customer,at\n1,eva,2026-01-01\n", "comma", "bad_delimiter")]
    public async Task A_plan_that_does_not_fit_the_file_is_refused_with_a_sentence(string file, string? delimiter, string code)
    {
        await using var host = await TestHost.Start(Ct);
        var id = await host.Upload(Encoding.UTF8.GetBytes(file));
        Assert.Equal(code, Assert.IsType<StartImport.Refused>(await host.Start(id, new ImportPlan("purchases", Delimiter: delimiter))).Code);
    }

    [Fact]
    public async Task Dates_are_settled_by_a_row_far_down_and_nonsense_is_set_aside()
    {
        await using var host = await TestHost.Start(Ct);
        var rows = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{i},eva,3/4/2026 10:00\n"));
        var done = await host.Import($"order,customer,at\n{rows}x,eva,25/12/2025\ny,eva,2025-12-26\nz,eva,12/25/2025\n", ImportDesk.Purchases);

        Assert.Equal((3_003L, 3_002L, 0L, 1L), done.Rows());
        Assert.Equal(["order:x", "order:y", "order:0"], host.Everything().Take(3).Select(e => e.MessageId));
        Assert.Equal(DateTimeOffset.Parse("2026-04-03T10:00:00Z", null), host.Everything()[2].Time());
    }

    [Fact]
    public async Task A_line_of_a_million_columns_is_set_aside_and_the_rest_is_taken()
    {
        await using var host = await TestHost.Start(Ct);
        var done = await host.Import(
            $"order,customer,at\n1,eva,2026-01-01\n{new string(',', 1_000_000)}\n{new string('x', 5_000_000)}\n2,eva,2026-01-02\n",
            ImportDesk.Purchases);
        Assert.Equal((4L, 2L, 0L, 2L), done.Rows());
        Assert.Equal(["row_too_long", "wrong_columns"], done.Reasons.Select(r => r.Code).Order());
    }

    [Fact]
    public async Task An_import_stopped_half_way_leaves_whole_orders_and_the_same_file_goes_on_from_there()
    {
        await using var host = await TestHost.Start(Ct);
        var file = Encoding.UTF8.GetBytes("event,at,userId\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"Seen,2026-01-01,user-{i}\n")));
        var id = await host.Upload(file);
        await host.Start(id, null);
        while ((await host.With<ShowImports, ShowImports.Line?>(f => f.Show(id, Ct)))!.Accepted == 0) await Task.Delay(5, Ct);
        Assert.IsType<EndImport.Stopping>(await host.With<EndImport, EndImport.Outcome>(f => f.Stop(id, Ct)));
        var stopped = await host.End(id);
        Assert.Equal(("stopped", host.Journal.Head), (stopped.State, stopped.Accepted));
        Assert.InRange(stopped.Accepted, 1, 199_999);

        var (one, other) = (await host.Upload(file), await host.Upload(file));
        await host.Start(one, null);
        await host.Start(other, null); // Two at once, of the same file even.
        var (a, b) = (await host.End(one), await host.End(other));
        Assert.Equal(200_000, host.Journal.Head);
        Assert.Equal((200_000, 200_000, 200_000 - stopped.Accepted), (a.Accepted + a.Repeated, b.Accepted + b.Repeated, a.Accepted + b.Accepted));
    }

    [Fact]
    public async Task A_packed_file_is_read_as_its_text()
    {
        await using var host = await TestHost.Start(Ct);
        using var packed = new MemoryStream();
        foreach (var part in (string[])["event,userId\nSeen,a\n", "Seen,b\n"]) // Members of one gzip file follow each other.
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(part));
        Assert.Equal((2L, 2L, 0L, 0L), (await host.Import(packed.ToArray())).Rows());
    }
}
