namespace Throughline.JourneyEngine;

/// <summary>The dictionaries of a store.</summary>
public sealed class StoreNames
{
    private readonly Dictionary<string, int> _propertyIndex;

    internal StoreNames(JourneyStoreOptions options)
    {
        var properties = options.PromotedProperties;
        ReadNumber = options.ReadNumber;
        Properties = [.. properties.Select(p => new CodeDictionary(p))];
        _propertyIndex = properties.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
    }

    public CodeDictionary EventTypes { get; } = new("event type");
    public CodeDictionary Channels { get; } = new("channel");
    public CodeDictionary Touchpoints { get; } = new("touchpoint");
    public CodeDictionary Stages { get; } = new("stage");

    /// <summary>The values of each promoted property, in the order of <see cref="JourneyStoreOptions.PromotedProperties"/>.</summary>
    public IReadOnlyList<CodeDictionary> Properties { get; }

    internal Func<string, decimal?> ReadNumber { get; }

    /// <summary>The column of a promoted property; a question error when it is not promoted.</summary>
    public int PropertyIndex(string property) => _propertyIndex.TryGetValue(property, out var index)
        ? index
        : throw new QuestionException(
            "unknown_property", $"No interaction has a property '{property}' that the journey index keeps; check its spelling.", property);

    internal IEnumerable<CodeDictionary> All => [EventTypes, Channels, Touchpoints, Stages, .. Properties];

    internal Widths Widths => new(EventTypes.Width, Channels.Width, Touchpoints.Width, Stages.Width, [.. Properties.Select(p => p.Width)]);
}
