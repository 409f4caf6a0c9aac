using System.Globalization;
using System.Text;
using Throughline.Contracts;
using Throughline.Demo.Company;
using Roles = Throughline.Platform.Colleagues.Role;

namespace Throughline.Demo.Loading;

/// <summary>Gives Harbour &amp; Pine its colour, logo and hours, as an admin would over the API.</summary>
[OneForAll]
public sealed class DressTheCompany : IPart
{
    private const string Logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#1f6f5c"/><path d="M32 9 20 27h6l-9 13h30
        l-9-13h6z" fill="#f4efe2"/><path d="M30 40h4v6h-4z" fill="#f4efe2"/><path d="M10 50q5.5-5 11 0t11 0 11 0 11 0" fill="none" stroke="#f4efe2"
        stroke-width="4" stroke-linecap="round"/></svg>
        """;

    private static readonly (string Role, string Figure, string Subject, string Condition, double? Line)[] Alerts =
    [
        (Roles.Owner, "goal", "dispatch", "below", 0.9), (Roles.CxManager, "goal", "checkout", "changes", null),
    ];

    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri"];

    /// <summary>Doing it again changes nothing.</summary>
    public async Task Dress(HttpClient server, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        await Put(server, "/api/company", JsonContent.Create(new
        {
            name = "Harbour & Pine", timeZone = Rhythm.TimeZone, accent = "#1f6f5c", currency = "EUR", firstDayOfWeek = "monday", language = "en",
            country = "IE",
        }), ct);
        await Put(server, "/api/company/logo", new ByteArrayContent(Encoding.UTF8.GetBytes(Logo)), ct);
        var holidays = Enumerable.Range(from.Year, until.Year - from.Year + 2).SelectMany(IrishHolidays.Of)
            .ToDictionary(h => h.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), h => h.Name);
        await Calendar(server, "default", "Office", Week("09:00", "17:30"), holidays, null, ct);
        await Calendar(server, "service", "Service", Week("08:00", "20:00", ("sat", "09:00", "17:00")), holidays, ["Service", "Customer success"], ct);
        await Calendar(server, "stores", "Stores", Week("09:30", "18:30", ("sat", "09:30", "18:30"), ("sun", "11:00", "17:00")), holidays, ["Stores"], ct);
        await Calendar(server, "warehouse", "Warehouse", Week("07:00", "19:00"), holidays, ["Logistics"], ct);
    }

    /// <summary>What the owner and the CX manager asked to be told of, once there is something to tell. Doing it again adds it again.</summary>
    public async Task Tell(HttpClient server, CancellationToken ct)
    {
        foreach (var (colleague, figure, subject, condition, line) in Alerts)
            await Post(server, "/api/journeys/alerts", JsonContent.Create(new
            {
                figure, subject, condition, line, @for = Colleague.All.First(c => c.Role == colleague).Email,
            }), ct);
    }

    private static Task Calendar(
        HttpClient server, string key, string name, Dictionary<string, string[][]> week, Dictionary<string, string> holidays, string[]? departments,
        CancellationToken ct) => Put(server, $"/api/calendars/{key}",
            JsonContent.Create(new { name, timeZone = Rhythm.TimeZone, week, holidays = holidays.Keys, holidayNames = holidays, departments }), ct);

    private static Dictionary<string, string[][]> Week(string opens, string closes, params (string Day, string Opens, string Closes)[] others) => Weekdays
        .Select(day => (day, opens, closes)).Concat(others).ToDictionary(d => d.Item1, d => (string[][])[[d.Item2, d.Item3]]);

    private static async Task Put(HttpClient server, string path, HttpContent body, CancellationToken ct)
    {
        using var answer = await server.PutAsync(new Uri(path, UriKind.Relative), body, ct);
        await Check(path, answer, ct);
    }

    private static async Task Post(HttpClient server, string path, HttpContent body, CancellationToken ct)
    {
        using var answer = await server.PostAsync(new Uri(path, UriKind.Relative), body, ct);
        await Check(path, answer, ct);
    }

    private static async Task Check(string path, HttpResponseMessage answer, CancellationToken ct)
    {
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"The demo company was not dressed: {path}: {await answer.Content.ReadAsStringAsync(ct)}");
    }
}
