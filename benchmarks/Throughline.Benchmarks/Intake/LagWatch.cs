using System.Diagnostics;

namespace Throughline.Benchmarks.Intake;

/// <summary>
/// Looks again and again how far each projection is behind, in seconds: for how long the oldest interaction that it does not
/// show has been in the journal. Between two looks the earlier one counts, so what is said is never too little.
/// </summary>
internal sealed class LagWatch(ServerProcess server) : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<(double At, long Head)> _heads = [];
    private readonly SortedDictionary<string, List<double>> _lags = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Task _watching = Task.CompletedTask;

    public void Start() => _watching = Task.Run(Watch);

    /// <summary>Of each projection the 95% and the largest lag in seconds, and how often it was looked at.</summary>
    public IEnumerable<(string Name, double Usual, double Largest, int Looks)> Lags()
    {
        foreach (var (name, lags) in _lags)
        {
            lags.Sort();
            yield return (name, lags[lags.Count * 95 / 100], lags[^1], lags.Count);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task Watch()
    {
        while (!_stop.IsCancellationRequested)
        {
            var asked = _clock.Elapsed.TotalSeconds;
            var (head, positions) = await server.Positions();
            Note(asked, head, positions);
            await Task.Delay(Between, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private void Note(double asked, long head, IReadOnlyDictionary<string, long> positions)
    {
        _heads.Enqueue((asked, head));
        var answered = _clock.Elapsed.TotalSeconds;
        foreach (var (name, position) in positions)
        {
            if (!_lags.TryGetValue(name, out var lags)) _lags[name] = lags = [];
            lags.Add(position >= head ? 0 : answered - _heads.LastOrDefault(h => h.Head <= position).At);
        }
        // What every projection shows is needed no more, but for the last look before it.
        var slowest = positions.Values.Min();
        while (_heads.Count > 1 && _heads.ElementAt(1).Head <= slowest) _heads.Dequeue();
    }
}
