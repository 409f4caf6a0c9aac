using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Throughline.Platform.Undo;

/// <summary>One row that an act changed, as the database holds it: nothing is read out of what is hashed or encrypted.</summary>
/// <param name="Entity">Its type in the model.</param>
/// <param name="Was">Its columns before; null when the act added it.</param>
/// <param name="Became">Its columns afterwards; null when the act removed it.</param>
public sealed record KeptRow(string Entity, Dictionary<string, JsonElement>? Was, Dictionary<string, JsonElement>? Became)
{
    public static KeptRow Of(EntityEntry entry) => new(
        entry.Metadata.Name,
        entry.State == EntityState.Added ? null : Written(entry, entry.OriginalValues),
        entry.State == EntityState.Deleted ? null : Written(entry, entry.CurrentValues));

    /// <summary>The columns that the act changed.</summary>
    public IEnumerable<string> Changed() => Was!.Where(pair => !JsonElement.DeepEquals(pair.Value, Became![pair.Key])).Select(pair => pair.Key);

    public object?[] KeyOf(IEntityType type) => [.. type.FindPrimaryKey()!.Properties.Select(p => Read(p, (Was ?? Became)![p.Name]))];

    /// <summary>A value as the model has it.</summary>
    public static object? Read(IProperty property, JsonElement kept)
    {
        var converter = property.GetTypeMapping().Converter;
        var value = kept.ValueKind == JsonValueKind.Null ? null : kept.Deserialize(converter?.ProviderClrType ?? property.ClrType);
        return converter is null || value is null ? value : converter.ConvertFromProvider(value);
    }

    public static JsonElement Write(IProperty property, object? value)
    {
        var converter = property.GetTypeMapping().Converter;
        return JsonSerializer.SerializeToElement(converter is null || value is null ? value : converter.ConvertToProvider(value));
    }

    private static Dictionary<string, JsonElement> Written(EntityEntry entry, PropertyValues values) =>
        entry.Metadata.GetProperties().ToDictionary(p => p.Name, p => Write(p, values[p]));
}
