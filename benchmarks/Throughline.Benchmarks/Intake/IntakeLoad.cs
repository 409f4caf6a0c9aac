using System.Diagnostics;

namespace Throughline.Benchmarks.Intake;

/// <summary>Sends batches over several connections until enough is acknowledged, and notes when each 100,000 was reached.</summary>
internal sealed class IntakeLoad(IntakeOptions options, ServerProcess server, string writeKey)
{
    public const int Step = 100_000;

    private readonly Stopwatch _clock = new();
    private readonly List<double> _steps = [];
    private readonly Lock _lock = new();
    private long _claimed, _acknowledged, _busy;

    /// <summary>Seconds from the start at which each further 100,000 events were acknowledged.</summary>
    public IReadOnlyList<double> Steps => _steps;

    public long Acknowledged => _acknowledged;
    public long Busy => _busy;
    public double Seconds { get; private set; }

    public async Task Run()
    {
        _clock.Start();
        await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(i =>
            Task.Factory.StartNew(() => Send(i), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Seconds = _clock.Elapsed.TotalSeconds;
    }

    private void Send(int index)
    {
        using var connection = new LoadConnection(server.Port);
        var requests = Enumerable.Range(0, 4)
            .Select(i => new BatchRequest(server.Http.BaseAddress!, writeKey, options.Customers, index * 100 + i + Environment.TickCount))
            .ToArray();
        for (var i = 0;
            _clock.Elapsed.TotalSeconds < options.Seconds
                && Interlocked.Add(ref _claimed, IntakeOptions.EventsInBatch) is var claimed
                && claimed <= options.Events;
            i++)
        {
            WaitForTurn(claimed);
            var request = requests[i % requests.Length];
            request.Renew();
            for (var status = 0; status != 200;)
            {
                status = connection.Send(request.Bytes.Span);
                if (status == 200) break;
                if (status != 429) throw new InvalidOperationException($"The server answered {status}.");
                Interlocked.Increment(ref _busy);
            }
            Note(Interlocked.Add(ref _acknowledged, IntakeOptions.EventsInBatch));
        }
    }

    // At a rate, each batch has its time; one that comes late is sent at once.
    private void WaitForTurn(long claimed)
    {
        if (options.Rate == 0) return;
        var early = (double)claimed / options.Rate - _clock.Elapsed.TotalSeconds;
        if (early > 0) Task.Delay(TimeSpan.FromSeconds(early)).GetAwaiter().GetResult();
    }

    private void Note(long acknowledged)
    {
        if (acknowledged % Step != 0) return;
        lock (_lock) _steps.Add(_clock.Elapsed.TotalSeconds);
    }
}
