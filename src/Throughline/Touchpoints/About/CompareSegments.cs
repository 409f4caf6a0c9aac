using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Statistics.Experiments;
using Throughline.Statistics.Scores;

namespace Throughline.Touchpoints.About;

/// <summary>A segment's share who reach the goal, against everybody else's.</summary>
/// <param name="Differs">A test over all segments says that it is more than chance.</param>
/// <param name="PValue">Adjusted for the number of segments; null with too few on either side.</param>
public sealed record SegmentShare(string Segment, string Name, int Reached, int Judged, int OthersReached, int OthersJudged, bool Differs, double? PValue)
{
    public double Share => (double)Reached / Judged;
    public double OthersShare => (double)OthersReached / OthersJudged;
}

/// <summary>Finds the segments whose customers fare otherwise at a touchpoint than the others.</summary>
public sealed class CompareSegments(IJourneyIndex index, ISegments segments) : IPart
{
    private const int Most = 20, FewestToJudge = 20;
    private const double FalseDiscoveryRate = 0.05;

    /// <summary>Those that differ first, then by size. Segments without anybody judged are left out.</summary>
    public async Task<IReadOnlyList<SegmentShare>> Compare(TouchpointView touchpoint, TouchpointsQuestion question, TouchpointCount all, CancellationToken ct)
    {
        if (touchpoint.GoalEvent is null) return [];
        var found = new List<SegmentShare>();
        foreach (var segment in (await segments.All(ct)).Take(Most))
        {
            if (await segments.Customers(segment.Key, ct) is not { } customers) continue;
            var its = AboutTouchpoint.Of(touchpoint.Key, await index.Ask(question with { Scope = question.Scope with { Customers = customers } }, ct));
            var (judged, others) = (its is null ? 0 : its.Customers - its.Open, all.Customers - all.Open - (its is null ? 0 : its.Customers - its.Open));
            if (judged > 0 && others > 0) found.Add(Tested(segment, its!.Reached, judged, all.Reached - its.Reached, others));
        }
        return Adjusted(found);
    }

    private static SegmentShare Tested(SegmentView segment, int reached, int judged, int othersReached, int others) =>
        new(segment.Key, segment.Name, reached, judged, othersReached, others, false,
            judged < FewestToJudge || others < FewestToJudge ? null : TwoProportionTest.Pooled(othersReached, others, reached, judged).PValue);

    private static IReadOnlyList<SegmentShare> Adjusted(List<SegmentShare> found)
    {
        SegmentShare[] tested = [.. found.Where(s => s.PValue is not null)];
        var adjusted = MultipleTesting.BenjaminiHochberg([.. tested.Select(s => s.PValue!.Value)]);
        var judged = tested.Zip(adjusted, (s, p) => s with { PValue = p, Differs = p < FalseDiscoveryRate });
        return [.. judged.Concat(found.Where(s => s.PValue is null)).OrderByDescending(s => s.Differs).ThenByDescending(s => s.Judged)];
    }
}
