namespace Throughline.Contracts;

/// <summary>
/// A component that a room shows on a page that belongs to everybody. The component says so itself, by one of the interfaces below this
/// one, and is found by it: the owner of the page knows no room.
/// </summary>
public interface IShowOnPage
{
    /// <summary>The smaller, the earlier in its place. By hundreds.</summary>
    static abstract int Order { get; }

    /// <summary>Who does not hold it does not see the component, and nothing of it is read.</summary>
    static abstract string Permission { get; }
}
