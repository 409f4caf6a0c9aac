using System.Collections.Concurrent;
using System.Text.Json;
using Throughline.Tests.Feedback;

namespace Throughline.Tests.Server;

/// <summary>An answer in one room becomes a conversation in another, whenever the process ends between the two.</summary>
public sealed class KillBetweenRoomsTests
{
    private const int Senders = 3;

    private static readonly int Rounds = Repetitions.Of(20, 3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly ConcurrentDictionary<int, bool> _acknowledged = [];
    private readonly ConcurrentQueue<int> _unanswered = [];
    private int _next;

    [Fact]
    public async Task Kills_between_the_rooms_lose_no_conversation_and_open_none_twice()
    {
        await using var server = await RunningServer.Start(Ct);
        await server.MakeSurvey("asked", Ct);
        for (var round = 0; round < Rounds; round++)
        {
            if (round > 0) await server.Begin(Ct);
            using var over = new CancellationTokenSource();
            var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(() => AnswerUntil(server, over.Token), Ct)).ToList();
            var before = _acknowledged.Count;
            while (_acknowledged.Count < before + Senders) await Task.Delay(5, Ct);
            await Task.Delay(round * 37 % 200, Ct);
            await server.Crash();
            await over.CancelAsync();
            await Task.WhenAll(senders);
        }
        await server.Begin(Ct);
        while (_unanswered.TryDequeue(out var number)) Assert.True(await Answer(server, number));
        await server.HandedOn(Ct);

        Assert.True(_acknowledged.Count >= Rounds * Senders, $"Only {_acknowledged.Count} answers were acknowledged.");
        var unhappy = _acknowledged.Keys.Where(IsUnhappy).Select(number => $"userId:customer-{number}").Order().ToList();
        Assert.Equal(unhappy, (await Conversations(server)).Order());
        Assert.Equal((_acknowledged.Count, unhappy.Count), (InJournal(server, "Survey Answered"), InJournal(server, "Conversation Opened")));
    }

    private static bool IsUnhappy(int number) => number % 3 != 0;

    private async Task AnswerUntil(RunningServer server, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (!_unanswered.TryDequeue(out var number)) number = Interlocked.Increment(ref _next);
            if (await Answer(server, number)) continue;
            _unanswered.Enqueue(number);
            return;
        }
    }

    /// <summary>False when there was no answer: recorded or not, it must be told again.</summary>
    private async Task<bool> Answer(RunningServer server, int number)
    {
        try
        {
            var (status, body) = await server.Answer("asked", new
            {
                identity = $"userId:customer-{number}", answers = new { recommend = IsUnhappy(number) ? 3 : 10 }, answerId = $"answer-{number}",
            }, Ct);
            Assert.True(status is 200 or 201, $"{status} {body}");
        }
        catch (HttpRequestException)
        {
            return false;
        }
        _acknowledged[number] = true;
        return true;
    }

    private static async Task<List<string>> Conversations(RunningServer server)
    {
        var (found, cursor) = (new List<string>(), "");
        do
        {
            var page = await server.Get("/api/service/conversations" + cursor, Ct);
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("identity").GetString()!));
            cursor = page.GetProperty("next") is { ValueKind: JsonValueKind.String } next ? "?cursor=" + next.GetString() : "";
        }
        while (cursor.Length > 0);
        return found;
    }

    private static int InJournal(RunningServer server, string name)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(server.Data, "journal.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from journal_interactions where event = $name";
        command.Parameters.AddWithValue("$name", name);
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
