using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Map;
using Throughline.Journeys.Named;
using Throughline.Journeys.Questions;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Alerts;

/// <summary>Reads the figures that alerts follow, each as the page shows it that owns it.</summary>
public sealed class AlertFigures(
    AskQuestion ask, ReadFigures figures, ShowMap map, MeasureNamed measure, ListNamed journeys, ISegments segments, ITouchpoints touchpoints, Viewer viewer,
    TimeProvider clock) : IPart
{
    public const string Goal = "goal", Volume = "volume", Journey = "journey", Segment = "segment", Question = "question";

    private readonly Dictionary<string, ShowMap.Answer> _maps = [];

    public static IReadOnlyList<string> All { get; } = [Goal, Volume, Journey, Segment, Question];

    /// <summary>Periods an alert may look at; those that go back from today.</summary>
    public static IReadOnlyList<string> Periods { get; } = [.. Period.Recent.Select(r => r.Key)];

    /// <summary>What the figure is called; null when there is none such.</summary>
    public async Task<string?> TitleOf(string figure, string subject, string query, CancellationToken ct) => figure switch
    {
        Goal => Touchpoint(subject) is { GoalEvent: not null } t ? Words.Say($"{t.Name}: customers who reach the goal") : null,
        Volume => Touchpoint(subject) is { } t ? Words.Say($"{t.Name}: customers who come") : null,
        Journey => await journeys.Show(subject, ct) is { } journey ? Words.Say($"{journey.Name}: customers who reach the goal") : null,
        Segment => (await segments.All(ct)).FirstOrDefault(s => s.Key == subject) is { } segment ? Words.Say($"{segment.Name}: customers in it") : null,
        _ => await TitleOfQuestion(subject, query, ct),
    };

    /// <summary>Where a person sees the figure.</summary>
    public static string LinkOf(string figure, string subject, string query, string period) => figure switch
    {
        Goal or Volume => $"/touchpoints/{Uri.EscapeDataString(subject)}?period={period}",
        Journey => $"/journeys/named/{Uri.EscapeDataString(subject)}?period={period}",
        Segment => $"/customers/segments/{Uri.EscapeDataString(subject)}",
        _ => Asked(subject, query, period).Link,
    };

    /// <exception cref="QuestionException">There is no such figure, or it cannot be read.</exception>
    public async Task<Reading> Read(string figure, string subject, string query, string period, double? since, CancellationToken ct) => figure switch
    {
        Goal or Volume => await ReadMap(figure, subject, period, ct),
        Journey => await ReadJourney(subject, period, ct),
        Segment => await ReadSegment(subject, since, ct),
        _ => await ReadQuestion(subject, query, period, ct),
    };

    private TouchpointView? Touchpoint(string key) => touchpoints.Now.Touchpoints.FirstOrDefault(t => t.Key == key);

    private async Task<Reading> ReadMap(string figure, string key, string period, CancellationToken ct)
    {
        var days = Days(period);
        if (!_maps.TryGetValue(period, out var shown))
            _maps[period] = shown = await map.Show(ShowMap.Request.Of(days.From.ToString("O"), days.To.ToString("O"), null), ct);
        if (shown.Stages.SelectMany(s => s.Touchpoints).FirstOrDefault(t => t.Key == key) is not { } found) throw Gone();
        if (figure == Goal) return found.GoalFigures is { } g
            ? new(found.GoalReached, g.Low, g.High, g.Judged, IsShare: true, g.PValue, found.Change)
            : new(null, null, null, 0, IsShare: true);
        // Tenths of the period swing more than chance alone would, and so does their sum.
        var spread = 1.96 * Math.Sqrt(found.Customers * Math.Max(1, found.Volume?.Dispersion ?? 1));
        return new(found.Customers, Math.Max(0, found.Customers - spread), found.Customers + spread, found.Customers, IsShare: false,
            found.Volume?.PValue, found.Volume is { } volume ? volume.Ratio - 1 : null);
    }

    private async Task<Reading> ReadJourney(string key, string period, CancellationToken ct)
    {
        if (await journeys.Show(key, ct) is not { } journey) throw Gone();
        var days = Days(period);
        var now = await measure.Measure(journey, Request(days), ct);
        var then = days.Before is { } before ? await measure.Measure(journey, Request(before), ct) : null;
        var change = then is null ? null : new Differences().Shares(now.Finished, now.Began, then.Finished, then.Began);
        return new(now.Share, now.Low, now.High, now.Began, IsShare: true, change?.P, change?.By);
    }

    private async Task<Reading> ReadSegment(string key, double? since, CancellationToken ct)
    {
        if (await segments.Customers(key, ct) is not { } members) throw Gone();
        long count = members.Count;
        var margin = EventRate.Of(count, 1).Interval;
        var change = since is { } before && before + count > 0 ? RateRatio.Of((long)before, 1, count, 1) : null;
        return new(count, margin.Low, margin.High, Math.Max(count, (long)(since ?? 0)), IsShare: false, change?.PValue, change?.Ratio - 1);
    }

    private async Task<Reading> ReadQuestion(string kind, string query, string period, CancellationToken ct)
    {
        var asked = Asked(kind, query, period);
        var shown = await ask.Show(asked.Kind, asked.Query, null, ct);
        if (shown.Shown is CatchingUp building) throw new JourneysCatchUpException(building.Done);
        if (shown.Shown is Misasked not) throw new QuestionException(not.Code, not.Why);
        if (figures.Of(shown).Head is not { } head) return new(null, null, null, 0, IsShare: false);
        return new(head.Amount, head.Margin?.Low, head.Margin?.High, head.N ?? 0, head.IsShare, head.Difference?.P, head.Difference?.By);
    }

    private async Task<string?> TitleOfQuestion(string kind, string query, CancellationToken ct)
    {
        if (QuestionKind.Of(kind) is not { } known) return null;
        var shown = await ask.Show(known, query, null, ct);
        if (figures.Of(shown).Head is not { } head) return null;
        return $"{Words.Say(known.Title)}: {head.Meaning}";
    }

    private static Question Asked(string kind, string query, string period) =>
        QuestionReader.Read(QuestionKind.OfOrFirst(kind), query).With("period", period).With("compare", "before");

    private static ShowMap.Request Request(Period days) => ShowMap.Request.Of(days.From.ToString("O"), days.To.ToString("O"), null);

    private Period Days(string period) => Period.Preset(period, clock.GetUtcNow(), viewer.Calendar)!.UpTo(clock.GetUtcNow());

    private static QuestionException Gone() => new("no_such_figure", Words.Say("This figure no longer exists: it was deleted, or has no goal now."));
}
