namespace Throughline.Platform.Security.Limits;

/// <summary>Counts tries in a window of time, of a bounded number of those who try. A try is counted before it is judged, so that a hundred
/// at once are a hundred; one that was right is given back.</summary>
internal sealed class Tries(int permits, TimeSpan window, TimeProvider clock, int most = 50_000)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, (int Count, long Ends)> _counted = [];

    /// <summary>How many of them are remembered.</summary>
    public int Remembered { get { lock (_gate) return _counted.Count; } }

    /// <summary>Counts a try; <c>null</c> when it may be made, else the whole seconds to wait.</summary>
    public int? Take(ulong who)
    {
        var now = clock.GetUtcNow().UtcTicks;
        lock (_gate)
        {
            var (count, ends) = _counted.TryGetValue(who, out var known) && known.Ends > now ? known : (0, now + window.Ticks);
            if (count >= permits) return (int)Math.Ceiling(TimeSpan.FromTicks(ends - now).TotalSeconds);
            if (known.Ends == 0 && _counted.Count >= most) Forget(now);
            _counted[who] = (count + 1, ends);
            return null;
        }
    }

    public void GiveBack(ulong who)
    {
        lock (_gate)
            if (_counted.TryGetValue(who, out var known) && known.Count > 0) _counted[who] = known with { Count = known.Count - 1 };
    }

    /// <summary>Begins anew for somebody who was right.</summary>
    public void Forgive(ulong who)
    {
        lock (_gate) _counted.Remove(who);
    }

    /// <summary>How often somebody has tried in the window that runs.</summary>
    public int Count(ulong who)
    {
        lock (_gate) return _counted.TryGetValue(who, out var known) && known.Ends > clock.GetUtcNow().UtcTicks ? known.Count : 0;
    }

    // What is over goes first; then an eighth of those who tried least, so that room is made seldom.
    private void Forget(long now)
    {
        foreach (var (who, known) in _counted.ToList()) if (known.Ends <= now) _counted.Remove(who);
        if (_counted.Count <= most - most / 8) return;
        foreach (var (who, _) in _counted.OrderBy(one => one.Value.Count).ThenBy(one => one.Value.Ends).Take(Math.Max(1, most / 8)).ToList())
            _counted.Remove(who);
    }
}
