using System.Reflection;
using Throughline.Contracts;

namespace Throughline.Platform.Outbox;

/// <summary>Which fact bears which name where it is stored.</summary>
public static class FactNames
{
    private static readonly Dictionary<string, Type> ByName = All().ToDictionary(type => Of(type), StringComparer.Ordinal);

    /// <summary>Every type of fact there is.</summary>
    public static IReadOnlyCollection<Type> Types => ByName.Values;

    public static string Of(Type fact) => fact.GetCustomAttribute<FactNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{fact.Name} has no [FactName(\"room.thing-done\")].");

    public static bool IsKnown(string name) => ByName.ContainsKey(name);

    /// <exception cref="InvalidOperationException">No fact is called that (any more).</exception>
    public static Type TypeOf(string name) =>
        ByName.TryGetValue(name, out var type) ? type : throw new InvalidOperationException($"The fact {name} is unknown.");

    private static IEnumerable<Type> All() =>
        typeof(IFact).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(IFact).IsAssignableFrom(t));
}
