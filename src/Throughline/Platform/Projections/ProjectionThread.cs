using Throughline.Platform.Journal;

namespace Throughline.Platform.Projections;

/// <summary>Keeps one projection up with the journal, on a thread of its own.</summary>
internal sealed class ProjectionThread(Projection projection, IJournal journal, ILogger log)
{
    // A few interactions are shown at once. When many come, waiting for more makes one transaction of what would be ten.
    private const int ManyAtOnce = 400;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30), LookAgain = TimeSpan.FromMilliseconds(5),
        Gathering = TimeSpan.FromMilliseconds(150);

    private volatile bool _rebuild;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Projection Projection => projection;
    public Task Opened => _opened.Task;

    /// <summary>From the moment it is asked to start over, nothing is in the view.</summary>
    public long Position => _rebuild ? 0 : projection.Position;

    public string? Trouble { get; private set; }
    public Task Ended { get; private set; } = Task.CompletedTask;

    // It blocks where others would await: its work must not run on the threads that answer requests.
    public void Start(CancellationToken stop) =>
        Ended = Task.Factory.StartNew(() => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void AskToRebuild()
    {
        _rebuild = true;
        _asked.TrySetResult();
    }

    /// <summary>Does something between two batches. It waits until the view has been opened.</summary>
    public async Task Between(Action act)
    {
        var done = projection.Between(() =>
        {
            act();
            return true;
        });
        await Task.WhenAny(done, Ended);
        if (!done.IsCompleted) throw new OperationCanceledException($"The projection {projection.Name} has ended.");
        await done;
    }

    private void Run(CancellationToken stop)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!_opened.Task.IsCompleted) Open();
                // First, so that whatever is asked from here on wakes the thread again.
                if (_asked.Task.IsCompleted) _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_rebuild) StartOver();
                projection.DoAsked();
                if (!ApplyNext(stop)) WaitForMore(stop);
                (Trouble, pause) = (null, TimeSpan.FromMilliseconds(100));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
            catch (Exception e) // A projection that stumbles must be seen, wait and try again, whatever it stumbled over.
            {
                Trouble = e.Message;
                log.LogError(e, "Projection {Projection} failed at {Position}; retrying in {Pause}.", projection.Name, projection.Position, pause);
                stop.WaitHandle.WaitOne(pause);
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
        projection.Reset();
        _rebuild = false;
        log.LogInformation("Rebuilding projection {Projection} from the start.", projection.Name);
    }

    private bool ApplyNext(CancellationToken stop)
    {
        var until = Math.Min(journal.Head, projection.Limit);
        if (until <= projection.Position) return false;
        var entries = journal.Read(projection.Position, projection.BatchSize, Projection.BatchBytes);
        if (entries.Count > 0 && entries[^1].Position > until) entries = [.. entries.TakeWhile(e => e.Position <= until)];
        if (entries.Count > 0) projection.Apply(entries);
        else projection.PassOver(until); // What stood there was removed.
        if (entries.Count >= ManyAtOnce && journal.Head - projection.Position < projection.BatchSize / 2)
            Wait(Task.WhenAny(_asked.Task, projection.WhenAsked, Task.Delay(Gathering, stop)), stop);
        return true;
    }

    private void WaitForMore(CancellationToken stop)
    {
        Wait(Task.WhenAny(journal.WaitBeyond(projection.Position, stop), _asked.Task, projection.WhenAsked), stop);
        if (projection.Position >= projection.Limit && !_rebuild && !projection.WhenAsked.IsCompleted) stop.WaitHandle.WaitOne(LookAgain);
    }

    private static void Wait(Task task, CancellationToken stop) => task.Wait(stop);
}
