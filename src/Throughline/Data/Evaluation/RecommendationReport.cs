using System.Diagnostics;
using Throughline.Statistics.Recommending;

namespace Throughline.Data.Evaluation;

/// <summary>
/// Every recommender, fitted on the days before the split and judged on those after. The blends' weights and decays were chosen on October 2011 of the
/// Online Retail file, a month before the split they are reported on.
/// </summary>
internal sealed class RecommendationReport(TimeSplit test, int split, int length)
{
    private readonly PurchaseLog _train = test.Train;

    public IEnumerable<object> Methods(CancellationToken ct)
    {
        yield return Judge("popularity", () => RecentPopularity.OfBuyers(_train, Decay.None, split));
        var recent = RecentPopularity.Fit(_train, Decay.Over(14), split);
        yield return Judge("popularity of 14 days", () => recent);
        yield return Judge("item kNN", () => ItemNeighbours.Fit(_train));
        yield return Judge("co-purchase", () => CoPurchase.Count(_train).ToLinks(decay: Decay.Over(60)));
        yield return Judge("session kNN", () => SimilarBaskets.Fit(_train));
        yield return Judge("EASE", () => Fit(new(), Decay.None, ct));
        yield return Judge("own history, then popularity", () => new Blend((new OwnHistory(_train.Items, Decay.None), 1), (recent, 0.0001)));
        var buyers = RecentPopularity.OfBuyers(_train, Decay.Over(14), split);
        var fading = new Lazy<ItemLinks>(() => Fit(new(200, Decay: Decay.Over(60), Today: split), Decay.Over(60), ct, neighbours: 500));
        yield return Judge("blend for new items", () => new Blend((fading.Value, 1), (buyers, 0.5)));
        yield return Judge("blend with repeats", () => new Blend((new OwnHistory(_train.Items, Decay.Over(180)), 1), (fading.Value, 0.2), (buyers, 0.6)));
    }

    private ItemLinks Fit(EaseOptions options, Decay decay, CancellationToken ct, int neighbours = 200)
    {
        using var ease = Ease.Fit(_train, options, ct);
        return ease.ToLinks(neighbours, decay);
    }

    private object Judge(string name, Func<IRecommender> fit)
    {
        var watch = Stopwatch.StartNew();
        var method = fit();
        var fitted = watch.Elapsed.TotalMilliseconds;
        var (all, fresh) = (test.Judge(method, length, onlyNew: false), test.Judge(method, length, onlyNew: true));
        return new { name, fitMilliseconds = fitted, recommendMilliseconds = OneAtATime(method), allItems = all, newItems = fresh };
    }

    /// <summary>The mean time of one list on one core.</summary>
    private double OneAtATime(IRecommender method)
    {
        var scores = new float[method.Items];
        var (watch, asked) = (Stopwatch.StartNew(), 0);
        for (var customer = 0; customer < _train.Customers && asked < 300; customer++)
        {
            var history = _train.Of(customer, split);
            if (history.Items.Length == 0) continue;
            method.Score(history, scores);
            TopItems.Select(scores, length);
            asked++;
        }

        return watch.Elapsed.TotalMilliseconds / Math.Max(1, asked);
    }
}
