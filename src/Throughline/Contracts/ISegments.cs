using Throughline.JourneyEngine;

namespace Throughline.Contracts;

/// <summary>The company's segments, for rooms that ask questions about some customers only.</summary>
public interface ISegments : IPart
{
    /// <summary>By name; for pickers.</summary>
    Task<IReadOnlyList<SegmentView>> All(CancellationToken ct);

    /// <summary>The customers of a segment now; null when there is none of that key.</summary>
    Task<CustomerSet?> Customers(string key, CancellationToken ct);

    /// <summary>The customers who meet a condition written as the segments API takes it (one condition, or a whole segment without key).</summary>
    /// <exception cref="QuestionException">It is not a condition.</exception>
    Task<CustomerSet> Customers(System.Text.Json.JsonElement inline, CancellationToken ct);

    /// <summary>Makes a segment that keeps these customers, whoever comes later, and returns its key; in the transaction of whoever asks,
    /// if there is one.</summary>
    /// <exception cref="QuestionException">The name is used too often.</exception>
    Task<string> CreateFromCustomers(string name, CustomerSet customers, CancellationToken ct);
}

public sealed record SegmentView(string Key, string Name);
