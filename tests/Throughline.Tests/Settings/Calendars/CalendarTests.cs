using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Throughline.Settings.Calendars;
using Throughline.Tests.Server;

namespace Throughline.Tests.Settings.Calendars;

[Collection(SharedServer.Name)]
public sealed class CalendarTests(SharedServer shared)
{
    private RunningServer Server => shared.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_calendar_is_written_read_and_given_to_departments()
    {
        using var made = await Put("shop", Shop(["Shop floor", "Tills of the shop"]));
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync(Ct));

        var shop = await Server.Get("/api/calendars/shop", Ct);
        Assert.Equal("""[["09:00","12:00"],["13:00","24:00"]]""", shop.GetProperty("week").GetProperty("mon").GetRawText());
        Assert.Equal("""["2026-04-03","2026-12-25"]""", shop.GetProperty("holidays").GetRawText());
        Assert.Equal("""{"2026-12-25":[["10:00","12:00"]]}""", shop.GetProperty("specialDays").GetRawText());
        Assert.Equal("stayAtClosing", shop.GetProperty("boundary").GetString());
        Assert.Equal(["Shop floor", "Tills of the shop"], shop.GetProperty("departments").EnumerateArray().Select(d => d.GetString()));

        using var less = await Put("shop", Shop(["Tills of the shop"]));
        Assert.Equal(HttpStatusCode.OK, less.StatusCode);
        using var deleted = await Server.Api.DeleteAsync(new Uri("/api/calendars/shop", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        var usual = await Server.Get("/api/calendars/default", Ct);
        Assert.Superset(new HashSet<string?>(["Shop floor", "Tills of the shop"]),
            usual.GetProperty("departments").EnumerateArray().Select(d => d.GetString()).ToHashSet());
    }

    [Fact]
    public async Task The_usual_calendar_is_nine_to_five_and_cannot_be_deleted()
    {
        var usual = (await Server.Get("/api/calendars", Ct)).GetProperty("items")[0];
        Assert.Equal("default", usual.GetProperty("key").GetString());
        Assert.Equal(["mon", "tue", "wed", "thu", "fri"], usual.GetProperty("week").EnumerateObject().Select(d => d.Name));
        using var answer = await Server.Api.DeleteAsync(new Uri("/api/calendars/default", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task A_change_made_to_an_older_reading_is_told_so()
    {
        (await Put("late", Shop([]))).Dispose();
        var version = (await Server.Get("/api/calendars/late", Ct)).GetProperty("version").GetInt32();
        async Task<HttpStatusCode> Save(string name) =>
            (await Put("late", new { name, week = new Dictionary<string, string[][]>(), version })).StatusCode;
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], (await Task.WhenAll(Save("One"), Save("Two"))).Order());
    }

    [Theory]
    [InlineData("""{"name":"x","week":{"monday":[]}}""", "week")]
    [InlineData("""{"name":"x","week":{"mon":[["17:00","09:00"]]}}""", "week")]
    [InlineData("""{"name":"x","week":{"mon":[["9","17:00"]]}}""", "week")]
    [InlineData("""{"name":"x","week":{"mon":[["09:00"]]}}""", "week")]
    [InlineData("""{"name":"x"}""", "week")]
    [InlineData("""{"week":{}}""", "name")]
    [InlineData("""{"name":"x","week":{},"timeZone":"Mars/Base"}""", "timeZone")]
    [InlineData("""{"name":"x","week":{},"holidays":["25.12.2026"]}""", "holidays")]
    [InlineData("""{"name":"x","week":{},"specialDays":{"2026-12-24":[["12:00","12:00"]]}}""", "specialDays")]
    [InlineData("""{"name":"x","week":{},"boundary":"never"}""", "boundary")]
    [InlineData("""{"name":"x","week":{},"departments":[" "]}""", "departments")]
    public async Task What_is_no_calendar_is_refused_by_field(string body, string field)
    {
        using var answer = await Server.Api.PutAsync(
            new Uri("/api/calendars/refused", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var faults = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)).GetProperty("faults").EnumerateArray();
        Assert.Equal(field, Assert.Single(faults).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Holidays_of_a_file_are_added_with_their_names_and_repetitions()
    {
        (await Put("ics", Shop([]))).Dispose();
        using var added = await Server.Api.PostAsync(new Uri("/api/calendars/ics/holidays", UriKind.Relative), new StringContent(File), Ct);
        using var again = await Server.Api.PostAsync(new Uri("/api/calendars/ics/holidays", UriKind.Relative), new StringContent(File), Ct);
        using var bad = await Server.Api.PostAsync(new Uri("/api/calendars/ics/holidays", UriKind.Relative), new StringContent("a,b\n1,2"), Ct);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity], [added.StatusCode, again.StatusCode, bad.StatusCode]);
        Assert.Equal(0, JsonElement.Parse(await again.Content.ReadAsStringAsync(Ct)).GetProperty("added").GetInt32());
        var names = (await Server.Get("/api/calendars/ics", Ct)).GetProperty("holidayNames").EnumerateObject().Select(n => n.Value.GetString()).ToHashSet();
        Assert.Equal(["Inventory", "New Year's Day"], names.Order());
    }

    [Fact]
    public void A_file_gives_whole_days_each_year_and_leaves_appointments_out()
    {
        var found = HolidaysInFile.Read(File, new DateOnly(2026, 11, 30))!;
        Assert.Equal(1, found.Timed);
        Assert.Equal(["2026-01-01", "2026-12-28", "2026-12-29", "2027-01-01", "2028-01-01", "2029-01-01", "2030-01-01", "2031-01-01"],
            found.Days.Keys.Order().Select(d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("RRULE:FREQ=SECONDLY")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("RRULE:FREQ=NEVER")]
    public void A_file_that_repeats_without_end_is_read_in_no_time(string rule)
    {
        var started = TimeProvider.System.GetTimestamp();
        _ = HolidaysInFile.Read(File.Replace("RRULE:FREQ=YEARLY", rule, StringComparison.Ordinal), new DateOnly(2026, 11, 30));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Hours_are_read_as_people_say_them()
    {
        IReadOnlyList<IReadOnlyList<string>> day = [["09:00", "17:00"]], all = [["00:00", "24:00"]];
        Assert.Equal("Mon–Tue 09:00–17:00, Thu 09:00–17:00", WeekInWords.Of(Week(("mon", day), ("tue", day), ("thu", day))));
        Assert.Equal("Every day round the clock", WeekInWords.Of(Week([.. "mon tue wed thu fri sat sun".Split(' ').Select(d => (d, all))])));
        Assert.Equal("Always closed", WeekInWords.Of(Week()));
    }

    private const string File = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Lindenhof//EN
        BEGIN:VEVENT
        UID:1
        SUMMARY:New Year's Day
        DTSTART;VALUE=DATE:20200101
        DTEND;VALUE=DATE:20200102
        RRULE:FREQ=YEARLY
        END:VEVENT
        BEGIN:VEVENT
        UID:2
        SUMMARY:Inventory
        DTSTART;VALUE=DATE:20261228
        DTEND;VALUE=DATE:20261230
        END:VEVENT
        BEGIN:VEVENT
        UID:3
        SUMMARY:Meeting
        DTSTART:20261201T090000Z
        DTEND:20261201T100000Z
        END:VEVENT
        END:VCALENDAR
        """;

    private Task<HttpResponseMessage> Put(string key, object body) => Server.Api.PutAsJsonAsync($"/api/calendars/{key}", body, Ct);

    private static Dictionary<string, IReadOnlyList<IReadOnlyList<string>>> Week(params (string Day, IReadOnlyList<IReadOnlyList<string>> Hours)[] days) =>
        days.ToDictionary(d => d.Day, d => d.Hours);

    private static object Shop(string[] departments) => new
    {
        name = "Shop", timeZone = "Europe/Dublin", boundary = "stayAtClosing", departments,
        week = new Dictionary<string, string[][]> { ["mon"] = [["09:00", "12:00"], ["13:00", "24:00"]], ["tue"] = [["09:00", "17:00"]] },
        holidays = new[] { "2026-12-25", "2026-04-03", "2026-04-03" },
        specialDays = new Dictionary<string, string[][]> { ["2026-12-25"] = [["10:00", "12:00"]] },
    };
}
