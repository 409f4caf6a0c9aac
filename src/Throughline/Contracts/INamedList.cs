namespace Throughline.Contracts;

/// <summary>A list with a page of its own, of which colleagues can save views. Whoever draws a table of a name has one.</summary>
public interface INamedList : IPart
{
    /// <summary>As its table is named, and the API names it.</summary>
    string Key { get; }

    /// <summary>Its page, without a query.</summary>
    string Path { get; }

    /// <summary>What its page asks for.</summary>
    string Permission { get; }

    /// <summary>What it is called when nothing narrows it down; null where it always shows a part.</summary>
    [Said]
    string? Whole { get; }

    /// <summary>What its address says of the moment, which no view keeps.</summary>
    IReadOnlyList<string> NotKept { get; }
}
