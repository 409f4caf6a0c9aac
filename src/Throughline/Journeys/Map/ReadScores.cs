using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Map;

/// <summary>Asks every room that scores touchpoints, once for the whole map, and puts the scores beside them.</summary>
public sealed class ReadScores(IEnumerable<IShowOnMap> scorers, Viewer viewer) : IPart
{
    public async Task<IReadOnlyList<ShowMap.StageOfMap>> Beside(IReadOnlyList<ShowMap.StageOfMap> stages, Scope scope, CancellationToken ct)
    {
        var scores = new Dictionary<string, List<TouchpointScore>>();
        var asked = new ScoresAsked(
            DateTimeOffset.FromUnixTimeMilliseconds(scope.FromMs), DateTimeOffset.FromUnixTimeMilliseconds(scope.ToMs), scope.Customers, scope.Except);
        foreach (var scorer in scorers.Where(scorer => viewer.May(scorer.Permission)).OrderBy(scorer => scorer.Order))
            foreach (var (touchpoint, found) in await scorer.Scores(asked, ct))
            {
                if (!scores.TryGetValue(touchpoint, out var beside)) scores[touchpoint] = beside = [];
                beside.AddRange(found);
            }
        if (scores.Count == 0) return stages;
        return [.. stages.Select(stage =>
            stage with { Touchpoints = [.. stage.Touchpoints.Select(t => t with { Scores = scores.GetValueOrDefault(t.Key) ?? [] })] })];
    }
}
