namespace Throughline.JourneyEngine;

/// <summary>A name and how many rows have it.</summary>
public readonly record struct NameCount(string Name, long Rows)
{
    internal static IReadOnlyList<NameCount> MostFirst(CodeDictionary names, IEnumerable<KeyValuePair<int, long>> rowsByCode) =>
        [.. rowsByCode.Where(pair => pair.Key > 0 && pair.Value > 0).Select(pair => new NameCount(names.Name(pair.Key), pair.Value))
            .OrderByDescending(n => n.Rows).ThenBy(n => n.Name, StringComparer.Ordinal)];
}

/// <summary>What one customer's rows are of, the most frequent first and by name on a tie.</summary>
public sealed record CustomerCounts(IReadOnlyList<NameCount> EventTypes, IReadOnlyList<NameCount> Channels);

/// <summary>A promoted property and how many values it has had.</summary>
public readonly record struct PropertyCount(string Property, int Values);

/// <summary>
/// What occurs in a store, the most frequent first and by name on a tie. For lists to choose from: rows that were
/// erased count until the next compaction.
/// </summary>
public sealed record StoreCounts(IReadOnlyList<NameCount> EventTypes, IReadOnlyList<NameCount> Channels, IReadOnlyList<PropertyCount> Properties)
{
    internal static StoreCounts Of(Generation generation, StoreNames names) => new(
        MostFirst(names.EventTypes, generation.BaseTypes.Value, generation.TailTypes),
        MostFirst(names.Channels, generation.BaseChannels.Value, generation.TailChannels),
        [.. names.Properties.Select(p => new PropertyCount(p.Subject, p.Count))]);

    private static IReadOnlyList<NameCount> MostFirst(CodeDictionary names, long[] inBase, Paged<int> inTail) => NameCount.MostFirst(names,
        Enumerable.Range(1, names.Count).Select(code => KeyValuePair.Create(code, (code < inBase.Length ? inBase[code] : 0) + inTail.Get(code))));
}
