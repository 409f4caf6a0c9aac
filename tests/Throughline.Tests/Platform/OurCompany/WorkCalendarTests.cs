using System.Text.Json;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Time;
using Throughline.Settings.Calendars;
using Throughline.Tests.Platform.Server;
using Throughline.Tests.Platform.Time;

namespace Throughline.Tests.Platform.OurCompany;

/// <summary>A calendar that was saved reckons as the same calendar by value.</summary>
public sealed class WorkCalendarTests
{
    private static readonly Actor Maria = new(null, IsOwner: true, "Maria");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_worked_case_comes_out_by_the_calendar_of_a_department()
    {
        await using var host = await TestHost.Start(Ct);
        var cases = BusinessCases.Read("business-time")
            .Where(c => c.GetProperty("ask").GetString() == "due" && c.GetProperty("clock").GetString() == "business").ToList();
        Assert.True(cases.Count > 20);
        foreach (var one in cases)
        {
            var asked = one.GetProperty("calendar").Deserialize<SaveCalendar.Request>(JsonSerializerOptions.Web)!;
            asked = asked with { Name = "Desk", Departments = ["Desk"] };
            Assert.IsType<SaveCalendar.Saved>(await host.With<SaveCalendar, SaveCalendar.Outcome>(f => f.Save("desk", asked, Maria, Ct)));

            var saved = await host.With<WorkCalendars, BusinessCalendar>(f => f.OfDepartment("desk", Ct));

            var (start, budget) = (BusinessCases.At(one.GetProperty("start").GetString()!), TimeSpan.FromSeconds(one.GetProperty("seconds").GetInt64()));
            var expected = BusinessTime.Due(start, budget, BusinessCases.Calendar(one.GetProperty("calendar")));
            Assert.Equal(expected, BusinessTime.Due(start, budget, saved));
        }
    }

    [Fact]
    public async Task A_department_that_nobody_knows_follows_the_usual_calendar()
    {
        await using var host = await TestHost.Start(Ct);
        var usual = await host.With<WorkCalendars, BusinessCalendar>(f => f.OfDepartment("Nobody", Ct));
        var friday = BusinessCases.At("2026-11-27T16:00:00Z");
        Assert.Equal(BusinessCases.At("2026-11-30T10:00:00Z"), BusinessTime.Due(friday, TimeSpan.FromHours(2), usual));
    }
}
