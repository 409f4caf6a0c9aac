using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Statistics.Scores;

namespace Throughline.Touchpoints.Promises;

/// <summary>
/// Measures every promise: of the cases that began in the period and are due, the share that was kept in time. One that is not due yet is
/// open and in no share, even if it is done.
/// </summary>
public sealed class MeasurePromises(IJourneyIndex index, ReadTerms terms, TimeProvider clock) : IPromises
{
    /// <summary>With fewer cases due nothing is said about a promise.</summary>
    public const int FewestToJudge = 5;

    public async Task<IReadOnlyDictionary<string, PromiseKept>> Measure(Scope scope, CancellationToken ct)
    {
        var counted = await Count(await Ask(null, scope, ct), ct);
        return counted.ToDictionary(c => c.Key, c => c.Value.Kept);
    }

    /// <summary>One promise in full; null where nothing is promised that can be measured.</summary>
    public async Task<(PromiseKept Kept, PromiseCount Count)?> One(
        string touchpoint, Scope scope, int parts, IReadOnlyList<Dimension> by, CancellationToken ct)
    {
        var asked = await Ask(touchpoint, scope, ct);
        var counted = await Count(asked with { Question = asked.Question with { Parts = parts, By = by, Medians = true } }, ct);
        return counted.TryGetValue(touchpoint, out var found) ? found : null;
    }

    public async Task<int[]> People(Scope scope, PromiseCell cell, CancellationToken ct)
    {
        var asked = await Ask(cell.Key, scope, ct);
        return asked.Question.Promises.Count > 0
            ? await index.People(asked.Question, cell, ct)
            : throw new QuestionException("no_promise", Words.Say("There is no promise at this touchpoint that can be measured."));
    }

    internal static PromiseKept Judge(Promise promise, PromiseTally cases)
    {
        if (cases.Judged == 0)
            return new(promise.Text, promise.Share, cases, new(null, null, null, 0), cases.Open > 0 ? PromiseStanding.TooEarly : PromiseStanding.NoCases);
        var (share, interval) = ((double)cases.Kept / cases.Judged, Proportion.Wilson(cases.Kept, cases.Judged).Interval);
        var standing = cases.Judged < FewestToJudge ? PromiseStanding.TooFew
            : interval.High < promise.Share ? PromiseStanding.Broken
            : share < promise.Share ? PromiseStanding.Unsure
            : PromiseStanding.Kept;
        return new(promise.Text, promise.Share, cases, new(share, interval.Low, interval.High, cases.Judged), standing);
    }

    private sealed record Asked(PromisesQuestion Question, IReadOnlyDictionary<string, Promise> Promises);

    private async Task<Asked> Ask(string? touchpoint, Scope scope, CancellationToken ct)
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (found, promises) = await terms.Of(touchpoint, scope, nowMs, ct);
        return new(new PromisesQuestion { Scope = scope, NowMs = nowMs, Promises = found }, promises);
    }

    private async Task<Dictionary<string, (PromiseKept Kept, PromiseCount Count)>> Count(Asked asked, CancellationToken ct)
    {
        if (asked.Question.Promises.Count == 0) return [];
        var answer = await index.Ask(asked.Question, ct);
        return answer.Promises.ToDictionary(p => p.Key, p => (Judge(asked.Promises[p.Key], p.Whole), p));
    }
}
