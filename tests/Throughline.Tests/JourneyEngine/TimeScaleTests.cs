using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

public sealed class TimeScaleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3_600)]
    [InlineData(1_209_600)]
    public void Stretches_cover_the_window_without_a_gap_and_count_everyone_once(long window)
    {
        Assert.Equal(0, TimeScale.Start(0, window));
        Assert.Equal(window, TimeScale.Start(TimeScale.Stretches, window), 6);
        long[] times = [0, 0, 1, 500, 999, window * 500, window * 1000 - 1, window * 1000];
        Array.Sort(times);
        var counts = TimeScale.Count(times, window);
        Assert.Equal(times.Length, counts.Sum());
        for (var stretch = 0; stretch < TimeScale.Stretches - 1; stretch++)
            Assert.Equal(times.Count(t => t >= TimeScale.Start(stretch, window) * 1000 && t < TimeScale.Start(stretch + 1, window) * 1000), counts[stretch]);
    }
}
