using Throughline.Journeys.Answering;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Trends;

/// <summary>Asks for the values of a breakdown over the whole of two periods (or of two segments), so that nobody counts twice.</summary>
public sealed class WholeTrend(AskTrend ask, AskTrend.Request these, AskTrend.Request others)
{
    public async Task<IReadOnlyList<TrendPart>> Of(
        IReadOnlyList<AskTrend.Series> series, Func<string, bool, string> title, Question question, CancellationToken ct)
    {
        var (here, there) = (await Whole(these, ct), await Whole(others, ct));
        var all = question["measure"] == "customers" ? (Here: await Everyone(these, ct), There: await Everyone(others, ct)) : ((long Here, long There)?)null;
        var tests = new Differences();
        TrendPart[] parts = [.. series.Select(s =>
        {
            var (one, other) = (here.GetValueOrDefault((s.Key, s.IsOther)), there.GetValueOrDefault((s.Key, s.IsOther)));
            var people = question.People(("whole", 1), ("key", s.Key), ("other", s.IsOther ? 1 : null));
            var otherPeople = s.IsOther ? null : question.People(("whole", 1), ("key", s.Key), ("compared", 1));
            var beside = all is not { } n ? null : SideBySide.Of(
                new ShareOf(one?.N ?? 0, n.Here), new ShareOf(other?.N ?? 0, n.There), tests) with { People = people, OtherPeople = otherPeople };
            return new TrendPart(title(s.Key, s.IsOther), one?.Value ?? 0, other?.Value ?? 0, people, otherPeople, beside);
        }).OrderBy(p => -p.Value)];
        tests.Settle();
        return parts;
    }

    private async Task<Dictionary<(string Key, bool IsOther), AskTrend.Point>> Whole(AskTrend.Request request, CancellationToken ct) =>
        (await ask.Ask(request with { Interval = "whole" }, ct)).Series.Where(s => s.Points.Count > 0).ToDictionary(s => (s.Key, s.IsOther), s => s.Points[0]);

    private async Task<long> Everyone(AskTrend.Request request, CancellationToken ct) =>
        (await ask.Ask(request with { Interval = "whole", Breakdown = null, Keys = null }, ct)).Series.SelectMany(s => s.Points).Sum(p => p.N);
}
