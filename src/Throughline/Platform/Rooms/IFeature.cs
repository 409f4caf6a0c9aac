using Throughline.Contracts;

namespace Throughline.Platform.Rooms;

/// <summary>Something that a person or another system can ask for. It is found by this interface; nothing else is edited to add one.</summary>
public interface IFeature : IPart
{
    /// <summary>Its routes, each with a permission or the reason why it is public. Only here is HTTP known.</summary>
    static abstract void Map(IEndpointRouteBuilder routes);
}
