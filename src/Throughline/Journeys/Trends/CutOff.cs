using Throughline.Journeys.Answering;

namespace Throughline.Journeys.Trends;

/// <summary>Which points of a trend are not whole, because the period begins or ends inside them, or because they are not over yet.</summary>
public static class CutOff
{
    private const int Fewest = 4;

    /// <param name="at">When each point begins. Of fewer than four, none is left out.</param>
    public static IReadOnlySet<int> Of(IReadOnlyList<DateTimeOffset> at, string interval, Asked asked, DateTimeOffset now)
    {
        var cut = new HashSet<int>();
        if (at.Count < Fewest) return cut;
        if (at[0] < asked.Period.From) cut.Add(0);
        if (PeriodEnd.Of(at[^1], interval, asked.Period.Calendar) > (now < asked.Period.To ? now : asked.Period.To)) cut.Add(at.Count - 1);
        return cut;
    }
}
