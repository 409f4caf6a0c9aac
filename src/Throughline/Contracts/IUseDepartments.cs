namespace Throughline.Contracts;

/// <summary>A room that keeps the names of departments: what of it is a department's, and what becomes of it under another name.</summary>
public interface IUseDepartments : IPart
{
    /// <summary>What is counted, in a few words and English: "touchpoints".</summary>
    [Said]
    string What { get; }

    /// <summary>How much of it each department has, by name.</summary>
    Task<IReadOnlyDictionary<string, int>> Count(CancellationToken ct);

    /// <summary>Gives everything of one department to another name, within the caller's transaction.</summary>
    Task Rename(string from, string to, CancellationToken ct);

    /// <summary>Shows what was renamed, after the transaction is over.</summary>
    void Renamed() { }
}
