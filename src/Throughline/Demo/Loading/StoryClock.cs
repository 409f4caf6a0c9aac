namespace Throughline.Demo.Loading;

/// <summary>Shows the time of the story while it is told, so that the product lives through the year as it was; then the time of day.</summary>
public sealed class StoryClock(TimeProvider real) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _told;

    public StoryClock() : this(System) { }

    /// <summary>The story has come this far.</summary>
    public void Tell(DateTimeOffset at)
    {
        lock (_lock) _told = at;
    }

    /// <summary>The story is told; time goes on by itself.</summary>
    public void Run()
    {
        lock (_lock) _told = null;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _told ?? real.GetUtcNow();
    }

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;
}
