namespace Throughline.JourneyEngine;

/// <summary>What a breakdown splits by.</summary>
public enum DimensionKind { EventType, Channel, Touchpoint, Stage, Property }

/// <summary>A column to split by. Rows without a value there fall under the empty key.</summary>
public sealed record Dimension(DimensionKind Kind, string? Property = null)
{
    public static Dimension EventType { get; } = new(DimensionKind.EventType);
    public static Dimension Channel { get; } = new(DimensionKind.Channel);
    public static Dimension Touchpoint { get; } = new(DimensionKind.Touchpoint);
    public static Dimension Stage { get; } = new(DimensionKind.Stage);
    public static Dimension Of(string property) => new(DimensionKind.Property, property);
}

/// <summary>A dimension compiled for a store.</summary>
internal sealed class DimensionColumn
{
    private readonly DimensionKind _kind;
    private readonly int _property = -1;

    public DimensionColumn(StoreNames names, Dimension dimension)
    {
        _kind = dimension.Kind;
        if (_kind == DimensionKind.Property) _property = names.PropertyIndex(dimension.Property ?? "");
        (Names, Needs) = _kind switch
        {
            DimensionKind.EventType => (names.EventTypes, Needs.Type),
            DimensionKind.Channel => (names.Channels, Needs.Channel),
            DimensionKind.Touchpoint => (names.Touchpoints, Needs.Touchpoint),
            DimensionKind.Stage => (names.Stages, Needs.Stage),
            DimensionKind.Property => (names.Properties[_property], NeedsOf.Property(_property)),
        };
        Codes = Names.Count + 1;
    }

    public CodeDictionary Names { get; }
    public Needs Needs { get; }

    /// <summary>How many codes there are, "none" included.</summary>
    public int Codes { get; }

    public unsafe Codes Of(in RowView rows) => _kind switch
    {
        DimensionKind.EventType => rows.Type,
        DimensionKind.Channel => rows.Channel,
        DimensionKind.Touchpoint => rows.Touchpoint,
        DimensionKind.Stage => rows.Stage,
        DimensionKind.Property => rows.Properties[_property],
    };
}
