namespace Throughline.Contracts;

/// <summary>
/// A class that the house finds by itself, below its room's namespace, and gives to whoever names it in a constructor.
/// It is also offered under every interface and abstract class of the house that it stands under: a room's answer to a port, its job, its view of the journal.
/// There is one in each request, or one for all where the class is marked <see cref="OneForAllAttribute"/>.
/// </summary>
public interface IPart;

/// <summary>There is one of this class while the process lives, instead of one in each request.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OneForAllAttribute : Attribute;
