using Throughline.Statistics.Numerics;
using Throughline.Statistics.Scores;

namespace Throughline.Journeys.Answering;

/// <summary>Customers of customers.</summary>
public sealed record ShareOf(long Count, long Of)
{
    /// <summary>Null where nobody could have.</summary>
    public double? Value => Of <= 0 ? null : (double)Count / Of;

    public Interval? Interval => Of <= 0 || Count > Of ? null : Proportion.Wilson(Count, Of).Interval;
}

/// <summary>A share of customers, and the same share of what the answer is compared with.</summary>
/// <param name="These">Null where customers cannot be told apart.</param>
/// <param name="Others">Null where they cannot be told apart there.</param>
/// <param name="Difference">Null where there are too few for a test.</param>
public sealed record SideBySide(ShareOf? These, ShareOf? Others, Difference? Difference)
{
    /// <summary>The addresses of both.</summary>
    public string? People { get; init; }
    public string? OtherPeople { get; init; }

    public static SideBySide Of(ShareOf? these, ShareOf? others, Differences tests) =>
        new(these, others, these is null || others is null ? null : tests.Shares(these.Count, these.Of, others.Count, others.Of));
}
