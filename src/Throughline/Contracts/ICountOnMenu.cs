namespace Throughline.Contracts;

/// <summary>How much waits behind an entry of the menu. The number stands beside its title, for whoever may open it.</summary>
public interface ICountOnMenu : IPart
{
    /// <summary>The key of the entry.</summary>
    string Entry { get; }

    /// <summary>Without this permission nothing is counted.</summary>
    string Permission { get; }

    /// <summary>Cheap: it is asked with each page. Nothing is shown for 0.</summary>
    Task<int> Count(CancellationToken ct);
}
