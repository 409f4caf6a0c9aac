using Throughline.JourneyEngine;

namespace Throughline.Contracts;

/// <summary>The company's segments, for rooms that ask questions about some customers only.</summary>
public interface ISegments
{
    /// <summary>By name; for pickers.</summary>
    Task<IReadOnlyList<SegmentView>> All(CancellationToken ct);

    /// <summary>The customers of a segment now; null when there is none of that key.</summary>
    Task<CustomerSet?> Customers(string key, CancellationToken ct);

    /// <summary>The customers who meet a condition written as the segments API takes it (one condition, or a whole segment without key).</summary>
    /// <exception cref="QuestionException">It is not a condition.</exception>
    Task<CustomerSet> Customers(System.Text.Json.JsonElement inline, CancellationToken ct);

    /// <summary>Whether a segment can be a list of customers, as <see cref="CreateFromCustomers"/> makes one.</summary>
    bool KeepsCustomers => false;

    /// <summary>Makes a segment that keeps these customers, whoever comes later, and returns its key.</summary>
    /// <exception cref="QuestionException">No segments can be kept here.</exception>
    Task<string> CreateFromCustomers(string name, CustomerSet customers, CancellationToken ct) =>
        throw new QuestionException("no_segments", "Segments cannot be kept here yet. Take the customers as a file instead.");
}

public sealed record SegmentView(string Key, string Name);
