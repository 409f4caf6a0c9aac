using System.Globalization;

namespace Throughline.JourneyEngine;

/// <summary>How a store is opened.</summary>
public sealed record JourneyStoreOptions
{
    /// <summary>Event properties that get a column of their own, at most 64. A change of this list needs a rebuild.</summary>
    public IReadOnlyList<string> PromotedProperties { get; init; } = [];

    /// <summary>The number that a property's value is, null when it is none. Default: as JSON writes numbers.</summary>
    public Func<string, decimal?> ReadNumber { get; init; } = text =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Threads one question may use, at least 1. Default: all processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// True (the default) checks every byte of the snapshot at open. False checks headers, lengths and the state file,
    /// and leaves the columns to <see cref="JourneyStore.Verify"/>.
    /// </summary>
    public bool VerifyOnOpen { get; init; } = true;

    /// <summary>Changed customers from which questions have them put together in memory, in the background. int.MaxValue: never.</summary>
    public int GatherAfterCustomers { get; init; } = 2048;

    /// <summary>Fresh rows from which <see cref="JourneyStore.ShouldCompact"/> answers true, at the least.</summary>
    public int CompactAfterRows { get; init; } = 1_000_000;

    /// <summary>Fresh rows, as a share of the compacted rows, from which <see cref="JourneyStore.ShouldCompact"/> answers true.</summary>
    public double CompactAfterShare { get; init; } = 0.05;

    /// <summary>Fresh rows from which <see cref="JourneyStore.ShouldCompactWhileFilling"/> answers true in any case. Each takes 48 bytes,
    /// and 4 a promoted property.</summary>
    public int MostRowsWhileFilling { get; init; } = 32_000_000;
}

/// <summary>A file of the store is missing, cut short, changed or of another version: the index must be rebuilt from the journal.</summary>
public sealed class JourneyStoreDamagedException(string reason, Exception? inner = null)
    : Exception($"The journey index needs a rebuild: {reason}", inner)
{
    /// <summary>What was found, in a sentence.</summary>
    public string Reason { get; } = reason;
}
