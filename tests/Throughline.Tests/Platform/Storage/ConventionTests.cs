using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform.Storage;

public sealed class ConventionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Id", "id")]
    [InlineData("CreatedAt", "created_at")]
    [InlineData("Promise_Text", "promise_text")]
    [InlineData("IPAddress", "ip_address")]
    [InlineData("UserID", "user_id")]
    [InlineData("already_snake", "already_snake")]
    public void Columns_are_named_in_snake_case(string name, string column) => Assert.Equal(column, SnakeCaseNames.Of(name));

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T00:00:00.0000019Z", 1)]
    [InlineData("1969-12-31T23:59:59.9999999Z", -1)]
    [InlineData("1970-01-01T02:00:00+02:00", 0)]
    [InlineData("0001-01-01T00:00:00Z", -62135596800000000)]
    [InlineData("9999-12-31T23:59:59.9999999Z", 253402300799999999)]
    public void An_instant_is_whole_microseconds_of_utc_rounded_down(string instant, long microseconds) =>
        Assert.Equal(microseconds, Instants.ToMicroseconds(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(-62135596800000001)]
    [InlineData(253402300800000000)]
    [InlineData(long.MaxValue)]
    public void Microseconds_outside_the_calendar_are_refused(long microseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Instants.FromMicroseconds(microseconds));

    [Fact]
    public void Every_microsecond_survives_the_way_there_and_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), n =>
        {
            var microseconds = Math.Clamp(n, Instants.ToMicroseconds(DateTimeOffset.MinValue), Instants.ToMicroseconds(DateTimeOffset.MaxValue));
            return Instants.ToMicroseconds(Instants.FromMicroseconds(microseconds)) == microseconds;
        }).Hold();

    [Fact]
    public async Task Instants_order_and_compare_in_queries_whatever_their_offset()
    {
        await using var database = await TestDatabase.Create(Ct);
        await using var db = database.Context();
        var noon = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        var beforeNoon = new DateTimeOffset(2026, 11, 21, 13, 30, 0, TimeSpan.FromHours(2));
        db.AddRange(AKey("noon", noon), AKey("before", beforeNoon));
        await db.SaveChangesAsync(Ct);
        var keys = db.Keys;

        Assert.Equal(["before", "noon"], await keys.OrderBy(k => k.CreatedAt).Select(k => k.Name).ToListAsync(Ct));
        Assert.Equal("before", (await keys.SingleAsync(k => k.CreatedAt < noon, Ct)).Name);
    }

    [Fact]
    public async Task A_second_company_is_refused_by_the_database_and_TrySave_says_so()
    {
        await using var database = await TestDatabase.Create(Ct);
        var now = DateTimeOffset.UnixEpoch;
        await using (var db = database.Context())
        {
            db.Add(new Company { Name = "Lindenhof", TimeZone = "Europe/Vienna", SetUpAt = now });
            Assert.True(await db.TrySave(Ct));
        }
        await using var second = database.Context();
        second.Add(new Company { Name = "Another", TimeZone = "Europe/Vienna", SetUpAt = now });

        Assert.False(await second.TrySave(Ct));
    }

    [Fact]
    public async Task Any_other_refusal_of_the_database_is_still_an_error()
    {
        await using var database = await TestDatabase.Create(Ct);
        await using var db = database.Context();
        db.Add(new Microsoft.AspNetCore.Identity.IdentityUserRole<Guid> { UserId = Guid.CreateVersion7(), RoleId = Guid.CreateVersion7() });

        await Assert.ThrowsAsync<DbUpdateException>(() => db.TrySave(Ct));
    }

    [Theory]
    [InlineData("pragma journal_mode", "wal")]
    [InlineData("pragma synchronous", "2")]
    [InlineData("pragma foreign_keys", "1")]
    [InlineData("pragma busy_timeout", "30000")]
    public async Task A_connection_keeps_the_promises_of_the_store(string pragma, string value)
    {
        await using var database = await TestDatabase.Create(Ct);
        await using var db = database.Context();
        await db.Database.OpenConnectionAsync(Ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = pragma;

        Assert.Equal(value, Convert.ToString(await command.ExecuteScalarAsync(Ct), System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Key AKey(string name, DateTimeOffset at) => new()
    {
        Id = new KeyId(Guid.CreateVersion7()),
        Kind = KeyKind.Write,
        Name = name,
        Prefix = "tl_write_test",
        Hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)),
        CreatedAt = at,
    };
}
