using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Throughline.Benchmarks.Intake;

/// <summary>How long people wait for what they look up, asked over HTTP one after the other.</summary>
internal sealed class ReadingTimes(ServerProcess server, int customers)
{
    private const int Asked = 300;
    private readonly Random _random = new(5);

    public async Task Print()
    {
        await Measure("search by identity (userId)", () => $"/api/customers?identity=userId:user-{_random.Next(customers):D7}");
        await Measure("search by identity (email)", () => $"/api/customers?identity=email:user-{_random.Next(customers):D7}@example.com");
        await Measure("search by text (one person)", () => $"/api/customers?q={People.NameOf(_random.Next(100)).Split(' ')[0]}%20{_random.Next(customers):D7}");
        await Measure("search by text (a tenth of all)", () => $"/api/customers?q={People.NameOf(_random.Next(100)).Split(' ')[1]}");
        await Measure("search by text (beginning of a word)", () => $"/api/customers?q={People.NameOf(_random.Next(100))[..2]}");
        var ids = await Ids();
        await Measure("one customer", () => $"/api/customers/{ids[_random.Next(ids.Count)]}");
        await Measure("timeline, newest 50", () => $"/api/customers/{ids[_random.Next(ids.Count)]}/timeline?limit=50");
    }

    private async Task<List<string>> Ids()
    {
        var ids = new List<string>();
        while (ids.Count < Asked)
        {
            var found = await server.Http.GetFromJsonAsync<JsonElement>(new Uri(
                $"/api/customers?identity=userId:user-{_random.Next(customers):D7}", UriKind.Relative));
            foreach (var item in found.GetProperty("items").EnumerateArray()) ids.Add(item.GetProperty("id").GetString()!);
        }
        return ids;
    }

    private async Task Measure(string what, Func<string> path)
    {
        for (var i = 0; i < 20; i++) await server.Http.GetByteArrayAsync(new Uri(path(), UriKind.Relative));
        var times = new List<double>();
        for (var i = 0; i < Asked; i++)
        {
            var clock = Stopwatch.StartNew();
            await server.Http.GetByteArrayAsync(new Uri(path(), UriKind.Relative));
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine($"  {what,-40} median {times[Asked / 2],8:F2} ms   95% {times[Asked * 95 / 100],8:F2} ms   worst {times[^1],8:F2} ms");
    }
}
