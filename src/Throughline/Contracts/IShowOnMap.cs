using Throughline.JourneyEngine;

namespace Throughline.Contracts;

/// <summary>A room's scores beside the touchpoints of the journey map.</summary>
public interface IShowOnMap : IPart
{
    /// <summary>The smaller, the earlier among a touchpoint's scores.</summary>
    int Order { get; }

    /// <summary>Who does not hold it is not shown these scores, and they are not asked for.</summary>
    string Permission { get; }

    /// <summary>By touchpoint key, all in one question. A touchpoint without an answer is left out.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<TouchpointScore>>> Scores(ScoresAsked asked, CancellationToken ct);
}

/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Customers">Only these; null: everybody.</param>
/// <param name="Except">Not these; null: nobody is left out.</param>
public sealed record ScoresAsked(DateTimeOffset From, DateTimeOffset To, CustomerSet? Customers, CustomerSet? Except);

/// <param name="Metric">Such as <c>nps</c>, <c>csat</c>, <c>ces</c>.</param>
/// <param name="Scale">What the answers were given on, such as <c>0-10</c>.</param>
public sealed record TouchpointScore(string Metric, string Scale, ScoreFigure Figure);

/// <param name="Value">Null when nothing can be said.</param>
/// <param name="Low">Lower end of the 95% interval.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="N">How many answers it stands on.</param>
public sealed record ScoreFigure(double? Value, double? Low, double? High, long N);
