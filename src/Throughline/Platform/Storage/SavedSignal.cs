using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Throughline.Platform.Storage;

/// <summary>Wakes whoever works through rows of one kind when some were saved, so that they need not wait for the next round.</summary>
public sealed class SavedSignal<TRow> : SaveChangesInterceptor where TRow : class
{
    private readonly ConditionalWeakTable<object, object> _watched = [];
    private TaskCompletionSource _saved = New();

    /// <summary>Completes at the next save. Take it before you look what is there, and wait for it afterwards: then none is missed.</summary>
    public Task Next => Volatile.Read(ref _saved).Task;

    /// <summary>Wakes everybody now, after a commit that saved several times.</summary>
    public void Wake() => Interlocked.Exchange(ref _saved, New()).TrySetResult();

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } context && context.ChangeTracker.Entries<TRow>().Any() && _watched.TryAdd(context, context))
            context.SavedChanges += (_, _) => Wake();
        return ValueTask.FromResult(result);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

public static class SavedSignal
{
    /// <summary>Waits for the next save, and no longer than for the next round.</summary>
    /// <param name="next">What <see cref="SavedSignal{TRow}.Next"/> gave before somebody looked.</param>
    public static async Task Wait(Task next, TimeSpan longest, CancellationToken ct) => await Task.WhenAny(next, Task.Delay(longest, ct)).WaitAsync(ct);
}
