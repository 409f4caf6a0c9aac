using Throughline.Platform.Ui.Figures;

namespace Throughline.Tests.Platform.Ui.Figures;

/// <summary>A note stands at the point that its day belongs to.</summary>
public sealed class ChartDaysTests
{
    private static readonly ChartDays Weeks = new([new(2026, 3, 2), new(2026, 3, 9), new(2026, 3, 16)], new DateOnly(2026, 3, 22));
    private static readonly ChartDays Hours = new([new(2026, 3, 2), new(2026, 3, 2), new(2026, 3, 3), new(2026, 3, 3)], new DateOnly(2026, 3, 3));

    [Theory]
    [InlineData(2, 0)]
    [InlineData(8, 0)]
    [InlineData(9, 1)]
    [InlineData(22, 2)]
    public void A_day_belongs_to_the_week_in_which_it_lies(int day, int point) => Assert.Equal(point, Weeks.PointOf(new DateOnly(2026, 3, day)));

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    public void Of_the_hours_of_a_day_it_belongs_to_the_first(int day, int point) => Assert.Equal(point, Hours.PointOf(new DateOnly(2026, 3, day)));
}
