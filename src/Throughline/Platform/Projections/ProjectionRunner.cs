using Throughline.Platform.Journal;

namespace Throughline.Platform.Projections;

/// <summary>Where a projection stands. <paramref name="Lag"/> is in interactions; <paramref name="Trouble"/> says why it does not move.</summary>
public sealed record ProjectionStatus(string Name, long Position, long Lag, string? Trouble);

/// <summary>Keeps every projection up with the journal, each on a thread of its own, and rebuilds one when asked.</summary>
public sealed class ProjectionRunner(IJournal journal, IEnumerable<Projection> projections, ILogger<ProjectionRunner> log) : IHostedService, IDisposable
{
    private readonly ProjectionThread[] _runners = [.. projections.Select(p => new ProjectionThread(p, journal, log))];
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
}
