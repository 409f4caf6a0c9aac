namespace Throughline.Contracts;

/// <summary>What a room lets the search of the whole house find. Many rooms have one.</summary>
public interface ISearchSource : IPart
{
    /// <summary>The heading over what it finds: "Customers".</summary>
    string Group { get; }

    /// <summary>Lower stands first.</summary>
    int Order { get; }

    /// <summary>Without this permission nothing of it is shown.</summary>
    string Permission { get; }

    /// <summary>The best matches, best first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct);

    /// <summary>Where all matches are.</summary>
    string AllOf(string text);
}

/// <param name="Person">It is a person: shown with their initials.</param>
public sealed record SearchHit(string Title, string? Detail, string Href, bool Person = false);
