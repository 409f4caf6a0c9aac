using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Throughline.Platform.Server;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Security;

namespace Throughline.Tests.Platform.Storage;

public sealed class StorageFaultTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_507_with_a_sentence_and_one_line_in_the_log()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        using var log = new LogKeeper();
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        (http.Request.Method, http.Request.Path, http.Response.Body) = ("POST", "/api/imports", new MemoryStream());

        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        await new ApiErrors(_ => FillTheDisk(), logs.CreateLogger<ApiErrors>()).Invoke(http);

        Assert.Equal(507, http.Response.StatusCode);
        http.Response.Body.Position = 0;
        var said = await JsonSerializer.DeserializeAsync<JsonElement>(http.Response.Body, cancellationToken: Ct);
        Assert.Equal("disk_full", said.GetProperty("code").GetString());
        Assert.DoesNotContain("   at ", Assert.Single(log.Lines(LogLevel.Error)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insert into things values (zeroblob(100000))", 507)]
    [InlineData("pragma query_only=1; create table more (id)", 503)]
    [InlineData("insert into things values (1), (1)", 409)]
    public async Task What_the_database_cannot_do_is_no_fault_of_the_program(string sql, int status)
    {
        using var folder = new TestFolder();
        await using var database = new SqliteConnection($"Data Source={folder.File("things.db")};Pooling=false");
        await database.OpenAsync(Ct);
        database.Run("create table things (id blob not null primary key)");
        database.Run("pragma max_page_count=4");

        Assert.Equal(status, StorageFault.Of(Assert.Throws<SqliteException>(() => database.Run(sql)))?.Status);
    }

    [Fact]
    public void Other_failures_are_ours() => Assert.Null(StorageFault.Of(new InvalidOperationException("ours", new IOException("a socket"))));

    private static async Task FillTheDisk()
    {
        await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
        await full.WriteAsync(new byte[100_000]);
        await full.FlushAsync();
    }
}
