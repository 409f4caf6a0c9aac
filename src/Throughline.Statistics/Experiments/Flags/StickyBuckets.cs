using System.Globalization;
using System.Text.Json;
using Throughline.Statistics.Experiments.Targeting;

namespace Throughline.Statistics.Experiments.Flags;

/// <summary>What variations an identity was given before: by experiment and bucket version (<c>key__version</c>), the variation's key.</summary>
public sealed record StickyDocument(string AttributeName, string AttributeValue, IReadOnlyDictionary<string, string> Assignments)
{
    /// <summary>The key documents are stored under.</summary>
    public string Id => IdOf(AttributeName, AttributeValue);

    internal static string IdOf(string attribute, string value) => $"{attribute}||{value}";
}

/// <summary>
/// Keeps people in the variation they were first given, even when weights or targeting change. Holds the documents of one
/// evaluation; what was added stands in <see cref="Changed"/>, for the caller to store.
/// </summary>
public sealed class StickyBuckets
{
    private readonly Dictionary<string, StickyDocument> documents = [];
    private readonly HashSet<string> changed = [];

    public StickyBuckets(IEnumerable<StickyDocument> stored)
    {
        foreach (var document in stored) documents[document.Id] = document;
    }

    public IReadOnlyDictionary<string, StickyDocument> Documents => documents;

    public IEnumerable<StickyDocument> Changed => changed.Select(id => documents[id]);

    /// <summary>Only the documents of this person's attributes.</summary>
    public static StickyBuckets BelongingTo(JsonElement attributes, IEnumerable<StickyDocument> stored) =>
        new(stored.Where(d => attributes.ValueKind == JsonValueKind.Object
            && attributes.TryGetProperty(d.AttributeName, out var value) && Loose.ToText(value) == d.AttributeValue));

    internal readonly record struct Found(int Variation, bool IsBlocked);

    internal Found Find(ExperimentDefinition experiment, (string Attribute, string Value) hash, (string Attribute, string Value)? fallback)
    {
        string? Assigned(int version) =>
            Assignment(hash, experiment.Key, version) ?? (fallback is { } other ? Assignment(other, experiment.Key, version) : null);

        for (var version = 0; version < Math.Min(experiment.MinBucketVersion ?? 0, 10_000); version++)
            if (Assigned(version) is not null) return new(-1, true);

        var key = Assigned(experiment.BucketVersion ?? 0);
        if (key is null || experiment.Meta is null) return new(-1, false);
        for (var i = 0; i < experiment.Meta.Count; i++)
            if (experiment.Meta[i].Key == key) return new(i, false);
        return new(-1, false);
    }

    internal void Keep(ExperimentDefinition experiment, string attribute, string value, string variationKey)
    {
        var id = StickyDocument.IdOf(attribute, value);
        var slot = Slot(experiment.Key, experiment.BucketVersion ?? 0);
        var before = documents.TryGetValue(id, out var document) ? document.Assignments : new Dictionary<string, string>();
        if (before.TryGetValue(slot, out var kept) && kept == variationKey) return;
        documents[id] = new(attribute, value, new Dictionary<string, string>(before) { [slot] = variationKey });
        changed.Add(id);
    }

    private string? Assignment((string Attribute, string Value) identity, string experiment, int version) =>
        documents.TryGetValue(StickyDocument.IdOf(identity.Attribute, identity.Value), out var document)
            && document.Assignments.TryGetValue(Slot(experiment, version), out var key) ? key : null;

    private static string Slot(string experiment, int version) => string.Create(CultureInfo.InvariantCulture, $"{experiment}__{version}");
}
