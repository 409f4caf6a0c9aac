using Microsoft.AspNetCore.Components;
using Throughline.Platform.Rooms;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Map;

/// <summary>Something that stands above the journey map when there is anything on it. A component below this class is found and shown.</summary>
public abstract class AboveMap : ComponentBase
{
    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<Type> All { get; } = [.. House.Found(typeof(AboveMap)).OrderBy(PlaceOf)];

    [Parameter, EditorRequired] public required ShowMap.Answer Map { get; set; }

    [Parameter, EditorRequired] public required Period Period { get; set; }

    [Parameter] public string? Segment { get; set; }

    private static int PlaceOf(Type part) => part.GetCustomAttributes(typeof(PlaceAttribute), false).OfType<PlaceAttribute>().Single().Number;
}

/// <summary>Where a part stands among the others above the map; lower is higher up.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PlaceAttribute(int number) : Attribute
{
    public int Number => number;
}
