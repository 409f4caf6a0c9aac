using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Experiments.Flags;

/// <summary>Everything that decides flags apart from the person: definitions, groups, and switches. Read once, used for everybody.</summary>
public sealed record FlagSettings
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<FlagSource>(JsonNamingPolicy.CamelCase) }
    };

    public IReadOnlyDictionary<string, FeatureDefinition> Features { get; init; } = new Dictionary<string, FeatureDefinition>();

    /// <summary>A JSON object of lists by group id.</summary>
    public JsonElement SavedGroups { get; init; }

    public IReadOnlyDictionary<string, BanditDefinition> ContextualBandits { get; init; } = new Dictionary<string, BanditDefinition>();

    /// <summary>Variations fixed for trying out, by experiment key; they count as no assignment.</summary>
    public IReadOnlyDictionary<string, int> ForcedVariations { get; init; } = new Dictionary<string, int>();

    /// <summary>Off: nobody takes part in any experiment.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>On: only forced variations are served.</summary>
    public bool QaMode { get; init; }

    /// <summary>Reads settings in the form the SDKs take them; what is absent keeps its default.</summary>
    /// <exception cref="StatisticsException"><c>badDefinition</c>, saying where.</exception>
    public static FlagSettings Read(JsonElement json)
    {
        var settings = Read<FlagSettings>(json, "The flag settings");
        MustHoldNoNull(settings.Features.Values, "features");
        MustHoldNoNull(settings.ContextualBandits.Values, "contextualBandits");
        foreach (var bandit in settings.ContextualBandits.Values) MustHoldNoNull(bandit.Contexts, "contexts");
        foreach (var feature in settings.Features.Values) MustHoldNoNull(feature.Rules, "rules");
        foreach (var rule in settings.Features.Values.SelectMany(feature => feature.Rules ?? []))
        {
            MustHoldNoNull(rule.Filters, "filters");
            MustHoldNoNull(rule.Meta, "meta");
            MustHoldNoNull(rule.ParentConditions, "parentConditions");
        }

        return settings;
    }

    /// <summary>Reads one experiment in the form the SDKs take it.</summary>
    /// <exception cref="StatisticsException"><c>badDefinition</c>, saying where.</exception>
    public static ExperimentDefinition ReadExperiment(JsonElement json)
    {
        var experiment = Read<ExperimentDefinition>(json, "The experiment");
        MustHoldNoNull(experiment.Filters, "filters");
        MustHoldNoNull(experiment.Meta, "meta");
        MustHoldNoNull(experiment.ParentConditions, "parentConditions");
        return experiment;
    }

    private static void MustHoldNoNull<T>(IEnumerable<T>? items, string name)
    {
        if (items?.Any(item => item is null) == true) throw new StatisticsException("badDefinition", $"An entry of {name} is null.");
    }

    private static T Read<T>(JsonElement json, string what)
    {
        try
        {
            return Targeting.WholeText.Of(json).Deserialize<T>(Json) ?? throw new StatisticsException("badDefinition", $"{what} must be a JSON object.");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new StatisticsException("badDefinition", $"{what} cannot be read: {wrong.Message}");
        }
    }
}
