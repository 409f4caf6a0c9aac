using Throughline.Demo.Company;
using Throughline.Demo.People;

namespace Throughline.Demo.Telling;

/// <summary>
/// Tells everybody's stories in the order of time. Only what lies ahead of the present moment is in memory, so a year of a
/// hundred thousand people takes no more room than their next few weeks.
/// </summary>
internal sealed class Storyline(World world)
{
    private readonly PriorityQueue<Ahead, (long At, long Order)> _ahead = new();
    private readonly CallWriter _writer = new();
    private long _order;

    public World World => world;

    public void Plan(DateTimeOffset at, Shopper who, IStory story)
    {
        if (at < world.Until) _ahead.Enqueue(new Ahead(who, story, default), (at.UtcTicks, _order++));
    }

    /// <summary>What would happen after today is not told.</summary>
    public void Happen(DateTimeOffset at, in Call call, ReadOnlySpan<Detail> details)
    {
        var message = call.Who.NextMessage(); // Counted even if it is not told, so that ids are the same all day.
        if (at >= world.Until) return;
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond)); // As finely as a browser's clock.
        _ahead.Enqueue(new Ahead(null, null, _writer.Write(at, message, call, details)), (at.UtcTicks, _order++));
    }

    public IEnumerable<Moment> Tell()
    {
        while (_ahead.TryDequeue(out var next, out var when))
        {
            var at = new DateTimeOffset(when.At, TimeSpan.Zero);
            if (next.Story is null) yield return new Moment(at, next.Call);
            else next.Story.Tell(new Scene(this, next.Who!, at));
        }
    }

    private readonly record struct Ahead(Shopper? Who, IStory? Story, ReadOnlyMemory<byte> Call);
}
