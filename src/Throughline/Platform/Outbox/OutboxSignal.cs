using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Throughline.Platform.Outbox;

/// <summary>Wakes the dispatcher when facts were saved, so that they need not wait for its next round.</summary>
public sealed class OutboxSignal : SaveChangesInterceptor, IDisposable
{
    private readonly SemaphoreSlim _saved = new(0, 1);

    public Task Wait(TimeSpan longest, CancellationToken ct) => _saved.WaitAsync(longest, ct);

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } context && context.ChangeTracker.Entries<OutboxRow>().Any()) context.SavedChanges += WhenSaved;
        return ValueTask.FromResult(result);
    }

    public void Dispose() => _saved.Dispose();

    private void WhenSaved(object? context, EventArgs saved)
    {
        try { _saved.Release(); }
        catch (SemaphoreFullException) { } // It is awake already.
    }
}
