using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Throughline.Platform.Journal;

/// <summary>What others want done on the writing thread, before its next commit.</summary>
/// <param name="wake">Makes the thread look here soon; false when it takes no more.</param>
internal sealed class BetweenCommits(Func<bool> wake)
{
    private readonly ConcurrentQueue<Action> _asked = [];

    public async Task<T> Do<T>(Func<T> act, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(() =>
        {
            try
            {
                done.SetResult(act());
            }
            catch (Exception e) // Whoever asked is told; the thread goes on.
            {
                done.SetException(e is SqliteException or IOException ? new JournalUnavailableException("The journal could not write to its disk.", e) : e);
            }
        });
        if (!wake()) throw new JournalUnavailableException("The journal is stopping.");
        return await done.Task;
    }

    /// <summary>On the writing thread.</summary>
    public void RunAll()
    {
        while (_asked.TryDequeue(out var act)) act();
    }
}
