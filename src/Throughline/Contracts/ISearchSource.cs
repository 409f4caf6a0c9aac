namespace Throughline.Contracts;

/// <summary>What a room lets the search of the whole house find. Many rooms have one.</summary>
public interface ISearchSource : IPart
{
    /// <summary>The heading over what it finds: "Customers".</summary>
    string Group { get; }

    /// <summary>Lower stands first.</summary>
    int Order { get; }

    /// <summary>Without this permission nothing of it is shown; null when it looks to that itself.</summary>
    string? Permission { get; }

    /// <summary>The best matches, best first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct);

    /// <summary>Where all matches are; null when the search shows them all.</summary>
    string? AllOf(string text);
}

/// <param name="Person">It is a person: shown with their initials.</param>
/// <param name="Icon">The name of an icon for what is not a person.</param>
public sealed record SearchHit(string Title, string? Detail, string Href, bool Person = false, string? Icon = null);
