using System.Collections.Concurrent;
using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Platform.Projections;

/// <summary>
/// A view of the journal, kept up by reading it in order. Applying is idempotent: what was applied after the last checkpoint
/// comes again after a crash. One thread calls <see cref="Open"/>, <see cref="Apply"/>,
/// <see cref="PassOver"/>, <see cref="Forget"/>, <see cref="Reset"/> and <see cref="Close"/>.
/// </summary>
[OneForAll]
public abstract class Projection : IPart
{
    private readonly ConcurrentQueue<Action> _asked = [];
    private volatile TaskCompletionSource _signal = NewSignal();
    private long _position;

    /// <summary>As it is named in <c>/api/status</c> and by <c>throughline rebuild NAME</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Everything up to this journal position is in the view.</summary>
    public long Position
    {
        get => Volatile.Read(ref _position);
        protected set => Volatile.Write(ref _position, value);
    }

    /// <summary>Beyond this position nothing is handed over yet: a view that builds on another waits for it.</summary>
    public virtual long Limit => long.MaxValue;

    /// <summary>How many interactions are handed over at once.</summary>
    public virtual int BatchSize => 4_096;

    /// <summary>Of bodies that are handed over at once: when large ones come quickly, five views fall behind together.</summary>
    public const long BatchBytes = 4 << 20;

    /// <summary>Loads what it needs and sets <see cref="Position"/> to its checkpoint.</summary>
    public abstract void Open(long head);

    /// <summary>Takes over the next interactions and moves <see cref="Position"/> to the last of them.</summary>
    public abstract void Apply(IReadOnlyList<JournalEntry> entries);

    /// <summary>There is nothing up to this position: what stood there was removed.</summary>
    public virtual void PassOver(long position) => Position = position;

    /// <summary>Interactions were removed for good. Whoever keeps their positions lets go of them here.</summary>
    public virtual void Forget(IReadOnlySet<long> positions) { }

    /// <summary>Forgets everything, so that it is built again from position 0.</summary>
    public abstract void Reset();

    /// <summary>Writes down what is only in memory; the process stops.</summary>
    public virtual void Close() { }

    /// <summary>Does something on the projection's own thread, between two batches; completes when it is done, never if the process stops before.</summary>
    protected internal Task<T> Between<T>(Func<T> act)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(() =>
        {
            try { done.SetResult(act()); }
            catch (Exception e) { done.SetException(e); } // Who asked is told; the projection goes on.
        });
        _signal.TrySetResult();
        return done.Task;
    }

    /// <summary>Completes when there is something to do between two batches.</summary>
    internal Task WhenAsked => _signal.Task;

    /// <summary>Does what was asked for. The signal is renewed first, so that nothing asked meanwhile is missed.</summary>
    internal void DoAsked()
    {
        if (_asked.IsEmpty && !_signal.Task.IsCompleted) return;
        _signal = NewSignal();
        while (_asked.TryDequeue(out var act)) act();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Names what is damaged.</summary>
    public virtual IEnumerable<string> Verify() => [];
}
