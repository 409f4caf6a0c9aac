namespace Throughline.Contracts;

/// <summary>Finds what colleagues wrote down that names a customer, for whoever erases them: a person must decide what becomes of it. Many rooms
/// have one.</summary>
public interface IFindMentions : IPart
{
    /// <summary>Without this permission it is not told.</summary>
    string Permission { get; }

    Task<IReadOnlyList<Mention>> Find(NamedPerson person, CancellationToken ct);
}

/// <param name="Kind">What it is, such as "Segment".</param>
/// <param name="Title">What colleagues call it.</param>
/// <param name="Href">Where it is changed or deleted.</param>
public sealed record Mention([Said] string Kind, string Title, string Href);
