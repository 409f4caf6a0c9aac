namespace Throughline.Contracts;

/// <summary>Names the doors of a room, as colleagues gave them. Many rooms have one.</summary>
public interface INameDoors : IPart
{
    /// <summary>By the source that the journal keeps, such as <c>hook:carrier</c>.</summary>
    IReadOnlyDictionary<string, string> Names { get; }
}
