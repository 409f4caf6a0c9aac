using System.Reflection;
using Throughline.Contracts;

namespace Throughline.Platform.Rooms;

/// <summary>Finds what stands in the house: its rooms, and in each the parts that say by their interfaces what they are.</summary>
public static class House
{
    private static readonly Assembly Product = typeof(House).Assembly;

    /// <summary>The rooms, by name.</summary>
    public static IReadOnlyList<Room> Rooms { get; } = [.. Found(typeof(Room)).Select(type => (Room)Activator.CreateInstance(type)!)];

    /// <summary>The classes of the product that stand under an interface or a class, by full name.</summary>
    public static IEnumerable<Type> Found(Type above) => Product.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(above))
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    /// <summary>Adds every part, and what the rooms say of themselves.</summary>
    public static void AddHouse(this IServiceCollection services)
    {
        services.AddParts();
        foreach (var room in Rooms)
        {
            room.Configure(services);
            foreach (var entry in room.Menu) services.AddSingleton(entry);
            foreach (var tab in room.Tabs) services.AddSingleton(tab);
            foreach (var action in room.Actions) services.AddSingleton(action);
            foreach (var permission in room.Permissions) services.AddSingleton(permission);
        }
    }

    /// <summary>Adds the parts below a namespace, each under its own name and under what it stands for.</summary>
    public static void AddParts(this IServiceCollection services, string below = nameof(Throughline))
    {
        foreach (var part in Found(typeof(IPart)).Where(part => IsBelow(part, below))) services.AddPart(part);
    }

    /// <summary>Maps the routes of every feature below a namespace.</summary>
    public static void MapFeatures(this IEndpointRouteBuilder routes, string below = nameof(Throughline))
    {
        foreach (var feature in Found(typeof(IFeature)).Where(feature => IsBelow(feature, below)))
            feature.GetMethod(nameof(IFeature.Map), [typeof(IEndpointRouteBuilder)])!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [routes], null);
    }

    private static bool IsBelow(Type type, string name) => type.Namespace == name || type.Namespace!.StartsWith(name + '.', StringComparison.Ordinal);

    private static void AddPart(this IServiceCollection services, Type part)
    {
        var life = part.IsDefined(typeof(OneForAllAttribute), inherit: true) || part.IsAssignableTo(typeof(IHostedService))
            ? ServiceLifetime.Singleton
            : ServiceLifetime.Scoped;
        services.Add(new ServiceDescriptor(part, part, life));
        foreach (var face in FacesOf(part)) services.Add(new ServiceDescriptor(face, provider => provider.GetRequiredService(part), life));
    }

    /// <summary>Under what others ask for a part, beside its own name.</summary>
    private static IEnumerable<Type> FacesOf(Type part)
    {
        for (var above = part.BaseType; above?.Assembly == Product; above = above.BaseType) yield return above;
        foreach (var face in part.GetInterfaces())
            if (face == typeof(IHostedService) || (face.Assembly == Product && face != typeof(IPart) && face != typeof(IFeature))) yield return face;
    }
}
