using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Ui;
using Throughline.Platform.Ui.Interactions;

namespace Throughline.Touchpoints.Promises;

/// <summary>A promise's terms in words.</summary>
public sealed class PromiseTermsText(IStringLocalizer<Words> words, StoryTeller stories) : IPart
{
    /// <summary>"In 95% of cases: first reply within 4 h of business time."</summary>
    public string Of(Promise promise)
    {
        var (share, measure) = (Percent.Of(promise.Share), MeasureName(promise.Measure));
        if (PromiseMeasures.ClockOf(promise) == Promise.Day)
            return promise.Target > 0
                ? words["In {0} of cases: {1} by the promised day, or {2} later.", share, measure, HowLong.Of(promise.Target)]
                : words["In {0} of cases: {1} by the promised day.", share, measure];
        if (promise.Target <= 0) return words["In {0} of cases: {1} on time.", share, measure];
        return PromiseMeasures.ClockOf(promise) == Promise.Business
            ? words["In {0} of cases: {1} within {2} of business time.", share, measure, HowLong.Of(promise.Target)]
            : words["In {0} of cases: {1} within {2}.", share, measure, HowLong.Of(promise.Target)];
    }

    /// <summary>"From “Order Dispatched” to “Order Delivered”."; null when nothing measures it.</summary>
    public string? Events(Promise promise, IEnumerable<string> events) => PromiseMeasures.EventsOf(promise, events) is var (begins, keeps)
        ? words["From “{0}” to “{1}”.", stories.NameOf(begins), stories.NameOf(keeps)].Value
        : null;

    private string MeasureName(string measure) => PromiseMeasures.All.FirstOrDefault(m => m.Key == measure).Title is { } title ? words[title] : measure;
}
