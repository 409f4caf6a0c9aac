using Throughline.Platform.Journal;

namespace Throughline.Platform.Projections;

/// <summary>Where a projection stands. <paramref name="Lag"/> is in interactions; <paramref name="Trouble"/> says why it does not move.</summary>
public sealed record ProjectionStatus(string Name, long Position, long Lag, string? Trouble);

/// <summary>Keeps every projection up with the journal, each on a thread of its own, and rebuilds one when asked.</summary>
public sealed class ProjectionRunner(IJournal journal, IEnumerable<Projection> projections, ILogger<ProjectionRunner> log) : IHostedService, IDisposable
{
<<<<<<< HEAD
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30), LookAgain = TimeSpan.FromMilliseconds(5);

    private readonly Runner[] _runners = [.. projections.Select(p => new Runner(p, journal, log))];
=======
    private readonly ProjectionThread[] _runners = [.. projections.Select(p => new ProjectionThread(p, journal, log))];
>>>>>>> 6f2918d (Erase or export one customer everywhere, and let events go after a set number of days)
    private readonly CancellationTokenSource _stop = new();

    public IReadOnlyList<ProjectionStatus> Status() =>
        [.. _runners.Select(r => new ProjectionStatus(r.Projection.Name, r.Position, Math.Max(0, journal.Head - r.Position), r.Trouble))];

    /// <summary>Completes once every projection shows this position ("read your own write").</summary>
    public async Task WaitFor(long position, CancellationToken ct)
    {
        while (_runners.Any(r => r.Position < position)) await Task.Delay(10, ct);
    }

    /// <summary>Completes once every projection shows this position, or when patience ends: a page then shows what is there.</summary>
    public async Task WaitFor(long position, TimeSpan patience, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        enough.CancelAfter(patience);
        try
        {
            await WaitFor(position, enough.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested) { }
    }

    /// <summary>Builds a projection again from position 0; false when there is none of that name.</summary>
    public bool Rebuild(string name)
    {
        var asked = _runners.Where(r => name == "all" || r.Projection.Name == name).ToList();
        foreach (var runner in asked) runner.AskToRebuild();
        return asked.Count > 0;
    }

    /// <summary>Does something on the thread of a projection, between two batches.</summary>
    public Task Between(Projection projection, Action act) => _runners.First(r => r.Projection == projection).Between(act);

    /// <summary>Has every projection let go of interactions that were removed.</summary>
    public Task Forget(IReadOnlySet<long> positions) => Task.WhenAll(_runners.Select(r => r.Between(() => r.Projection.Forget(positions))));

    /// <summary>Names what is damaged in any projection.</summary>
    public async Task<IReadOnlyList<string>> Verify(CancellationToken ct)
    {
        await Task.WhenAll(_runners.Select(r => r.Opened)).WaitAsync(ct);
        return [.. _runners.SelectMany(r => r.Projection.Verify())];
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var runner in _runners) runner.Start(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_runners.Select(r => r.Ended));
    }

    public void Dispose() => _stop.Dispose();
<<<<<<< HEAD

    private sealed class Runner(Projection projection, IJournal journal, ILogger log)
    {
        private volatile bool _rebuild;
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Projection Projection => projection;
        public Task Opened => _opened.Task;

        /// <summary>From the moment it is asked to start over, nothing is in the view.</summary>
        public long Position => _rebuild ? 0 : projection.Position;

        public string? Trouble { get; private set; }
        public Task Ended { get; private set; } = Task.CompletedTask;

        public void Start(CancellationToken stop) => Ended = Task.Factory.StartNew(() => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

        public void AskToRebuild()
        {
            _rebuild = true;
            _asked.TrySetResult();
        }

        private async Task Run(CancellationToken stop)
        {
            var pause = TimeSpan.FromMilliseconds(100);
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    if (!_opened.Task.IsCompleted) Open();
                    if (_rebuild) StartOver();
                    projection.DoAsked();
                    if (!ApplyNext()) await WaitForMore(stop);
                    (Trouble, pause) = (null, TimeSpan.FromMilliseconds(100));
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
                catch (Exception e) // A projection that stumbles must be seen, wait and try again, whatever it stumbled over.
                {
                    Trouble = e.Message;
                    log.LogError(e, "Projection {Projection} stands at {Position} and tries again in {Pause}.", projection.Name, projection.Position, pause);
                    await Task.Delay(pause, stop).ContinueWith(_ => { }, TaskScheduler.Default);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
            if (_opened.Task.IsCompleted) projection.Close();
        }

        private void Open()
        {
            projection.Open(journal.Head);
            _opened.SetResult();
        }

        private void StartOver()
        {
            _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            projection.Reset();
            _rebuild = false;
            log.LogInformation("Projection {Projection} is built again from the start.", projection.Name);
        }

        private bool ApplyNext()
        {
            var limit = projection.Limit;
            if (limit <= projection.Position) return false;
            var entries = journal.Read(projection.Position, projection.BatchSize);
            if (entries.Count > 0 && entries[^1].Position > limit) entries = [.. entries.TakeWhile(e => e.Position <= limit)];
            if (entries.Count == 0) return false;
            projection.Apply(entries);
            return true;
        }

        private async Task WaitForMore(CancellationToken stop)
        {
            await Task.WhenAny(journal.WaitBeyond(projection.Position, stop), _asked.Task, projection.WhenAsked);
            if (projection.Position >= projection.Limit && !_rebuild && !projection.WhenAsked.IsCompleted) await Task.Delay(LookAgain, stop);
        }
    }
=======
>>>>>>> 6f2918d (Erase or export one customer everywhere, and let events go after a set number of days)
}
