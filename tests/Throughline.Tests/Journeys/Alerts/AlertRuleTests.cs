using Throughline.Journeys.Alerts;

namespace Throughline.Tests.Journeys.Alerts;

/// <summary>When an alert is told, and when it is over.</summary>
public sealed class AlertRuleTests
{
    [Theory]
    [InlineData(0.55, 0.52, 0.58, false, true)]    // all of the interval is below
    [InlineData(0.58, 0.55, 0.61, false, false)]   // the interval reaches the line: it may be chance
    [InlineData(0.58, 0.55, 0.61, true, true)]     // told before, and not back yet
    [InlineData(0.61, 0.58, 0.64, true, false)]    // back
    [InlineData(0.61, 0.58, 0.64, false, false)]
    public void Below_is_told_when_the_interval_supports_it_and_over_when_the_figure_is_back(
        double value, double low, double high, bool held, bool holds) =>
        Assert.Equal(holds, AlertRule.Holds(AlertRule.Below, 0.6, new(value, low, high, 400, true), held));

    [Theory]
    [InlineData(120, 101, 141, false, true)]
    [InlineData(120, 99, 141, false, false)]
    [InlineData(120, 99, 141, true, true)]
    [InlineData(99, 80, 120, true, false)]
    public void Above_is_the_same_the_other_way(double value, double low, double high, bool held, bool holds) =>
        Assert.Equal(holds, AlertRule.Holds(AlertRule.Above, 100, new(value, low, high, 400, false), held));

    [Theory]
    [InlineData(0.009, false, true)]
    [InlineData(0.03, false, false)]
    [InlineData(0.03, true, true)]
    [InlineData(0.06, true, false)]
    public void A_change_is_told_at_one_in_a_hundred_and_over_at_one_in_twenty(double p, bool held, bool holds) =>
        Assert.Equal(holds, AlertRule.Holds(AlertRule.Changes, null, new(0.5, 0.4, 0.6, 400, true, p), held));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_too_few_nothing_new_is_said(bool held)
    {
        Assert.Equal(held, AlertRule.Holds(AlertRule.Below, 0.6, new(0.1, 0.05, 0.2, 19, true), held));
        Assert.Equal(held, AlertRule.Holds(AlertRule.Below, 0.6, new(null, null, null, 0, true), held));
        Assert.Equal(held, AlertRule.Holds(AlertRule.Changes, null, new(0.5, 0.4, 0.6, 400, true), held));
    }

    [Fact]
    public void Without_a_margin_nothing_is_told()
    {
        Assert.False(AlertRule.Holds(AlertRule.Below, 10, new(5, null, null, 400, false), false));
        Assert.False(AlertRule.Holds(AlertRule.Above, 10, new(15, null, null, 400, false), false));
    }
}
