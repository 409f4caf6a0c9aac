using Throughline.Contracts;
using Throughline.Journeys.Map;

namespace Throughline.Journeys.Changes;

/// <summary>Keeps what was found for some minutes, and finds it in the background where nobody waits: finding asks many questions.</summary>
[OneForAll]
public sealed class ChangesKept(IServiceScopeFactory scopes, IJourneyIndex index, ITouchpoints touchpoints, TimeProvider clock) : IPart
{
    private const int Most = 40;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5), Longest = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<Stretch, (FindChanges.Found Found, DateTimeOffset At)> _last = [];
    private readonly Dictionary<(Stretch, long Version, long Position), (Task<FindChanges.Found> Task, DateTimeOffset Since)> _kept = [];

    /// <param name="Segment">A segment's key.</param>
    public sealed record Stretch(string? From, string? To, string? Segment);

    public Task<FindChanges.Found> Find(Stretch stretch, CancellationToken ct) => Start(stretch).WaitAsync(ct);

    /// <summary>What was found last and when, while it is perhaps being found anew; null when it is only being found for the first time.</summary>
    public (FindChanges.Found Found, DateTimeOffset At)? IfKnown(Stretch stretch)
    {
        Start(stretch);
        lock (_lock) return _last.TryGetValue(stretch, out var last) ? last : null;
    }

    private Task<FindChanges.Found> Start(Stretch stretch)
    {
        var (key, now) = ((stretch, touchpoints.Now.Version, Alike(index.Position)), clock.GetUtcNow());
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var kept) && now - kept.Since < Fresh && !kept.Task.IsFaulted && !kept.Task.IsCanceled) return kept.Task;
            foreach (var (old, _) in _kept.Where(k => now - k.Value.Since >= Fresh).ToList()) _kept.Remove(old);
            if (_kept.Count >= Most) _kept.Remove(_kept.MinBy(k => k.Value.Since).Key);
            var task = Task.Run(() => Run(stretch));
            _kept[key] = (task, now);
            return task;
        }
    }

    // So few interactions more make no other changes; while there are few in all, finding is quick.
    private static long Alike(long position) => position < 10_000 ? position / 100 : 100 + position / 10_000;

    // With a scope and an end of its own: who stretch first may be gone before it is found.
    private async Task<FindChanges.Found> Run(Stretch stretch)
    {
        using var enough = new CancellationTokenSource(Longest);
        await using var scope = scopes.CreateAsyncScope();
        var at = clock.GetUtcNow();
        var found = await scope.ServiceProvider.GetRequiredService<FindChanges>()
            .Find(ShowMap.Request.Of(stretch.From, stretch.To, stretch.Segment), enough.Token);
        lock (_lock)
        {
            if (_last.Count >= Most) _last.Remove(_last.MinBy(k => k.Value.At).Key);
            _last[stretch] = (found, at);
        }
        return found;
    }
}
