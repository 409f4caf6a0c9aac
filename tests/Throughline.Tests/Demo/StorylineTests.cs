using System.Text.Json;
using Throughline.Demo.Stories;
using Throughline.Demo.Telling;

namespace Throughline.Tests.Demo;

/// <summary>The story by itself, before any server hears it.</summary>
public class StorylineTests
{
    private static readonly DateTimeOffset Today = new(2026, 11, 21, 16, 20, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_tells_the_same_story_and_another_seed_another()
    {
        Assert.Equal(Told(7), Told(7));
        Assert.NotEqual(Told(7)[..200], Told(8)[..200]);
    }

    [Fact]
    public void Told_later_on_the_same_day_it_only_goes_on_further()
    {
        var (morning, evening) = (Told(7, Today.AddHours(-8)), Told(7, Today.AddHours(7)));
        Assert.NotEqual(morning.Length, evening.Length);
        Assert.Equal(morning, evening[..morning.Length]);
    }

    [Fact]
    public void It_is_told_in_the_order_of_time_over_a_year_that_ends_now()
    {
        var times = Cast.Enter(new World(7, Today), 200).Tell().Select(m => m.At).ToList();
        Assert.Equal(times.Order(), times);
        Assert.InRange(times[0], Today.AddYears(-1), Today.AddYears(-1).AddDays(2));
        Assert.InRange(times[^1], Today.AddHours(-6), Today);
    }

    [Fact]
    public void No_message_id_is_given_twice()
    {
        var ids = Cast.Enter(new World(7, Today), 300).Tell().Select(m => JsonElement.Parse(m.Call.Span).GetProperty("messageId").GetString()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(2026, 1, 3)]
    [InlineData(2024, 2, 29)]
    [InlineData(2026, 3, 29)]
    public void It_can_be_told_on_any_day(int year, int month, int day)
    {
        var until = new DateTimeOffset(year, month, day, 0, 30, 0, TimeSpan.Zero);
        var times = Cast.Enter(new World(7, until), 50).Tell().Select(m => m.At).ToList();
        Assert.InRange(times.Count, 1_000, 10_000);
        Assert.All(times, at => Assert.True(at < until));
    }

    private static string[] Told(int seed, DateTimeOffset? until = null) =>
        [.. Cast.Enter(new World(seed, until ?? Today), 120).Tell().Select(m => System.Text.Encoding.UTF8.GetString(m.Call.Span))];
}
