using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Alerts;

/// <summary>An alert in words.</summary>
public sealed class AlertText(IStringLocalizer<Words> words) : IPart
{
    /// <summary>"falls below 60%".</summary>
    public string Condition(Alert alert) => alert.Condition switch
    {
        AlertRule.Below => words["falls below {0}", Number(alert.Line, alert.IsShare)],
        AlertRule.Above => words["rises above {0}", Number(alert.Line, alert.IsShare)],
        _ => words["changes"],
    };

    /// <summary>"Checkout: customers who reach their goal fell below 60%".</summary>
    public string Headline(Alert alert) => alert.Condition switch
    {
        AlertRule.Below => words["{0}: below {1}", alert.Title, Number(alert.Line, alert.IsShare)],
        AlertRule.Above => words["{0}: above {1}", alert.Title, Number(alert.Line, alert.IsShare)],
        _ => words["{0}: changed", alert.Title],
    };

    /// <summary>"Now 54% (51–57%, n = 1,204), last 30 days".</summary>
    public string Evidence(Alert alert)
    {
        if (alert.Value is not { } value) return words["Not enough to tell yet."];
        string now = Number(value, alert.IsShare);
        var period = PeriodOf(alert);
        return alert is { Low: { } low, High: { } high }
            ? words["Now {0} ({1}–{2}, n = {3:N0}), {4}", now, Number(low, alert.IsShare), Number(high, alert.IsShare), alert.N, period]
            : words["Now {0}, {1}", now, period];
    }

    public string PeriodOf(Alert alert) => alert.Figure == AlertFigures.Segment
        ? alert.Condition == AlertRule.Changes ? words["since you set it"] : words["today"]
        : NameOf(alert.Period);

    public string NameOf(string period) => words[Period.Choices.First(c => c.Key == period).Title];

    public static string Number(double? value, bool isShare) => value is not { } number ? "—" : isShare
        ? Percent.Of(number)
        : number.ToString(Math.Abs(number) >= 100 || number == Math.Floor(number) ? "N0" : "N1", CultureInfo.CurrentCulture);
}
