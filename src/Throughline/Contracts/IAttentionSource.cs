namespace Throughline.Contracts;

/// <summary>What a room wants somebody to look at, on the home page. Many rooms have one.</summary>
public interface IAttentionSource : IPart
{
    /// <summary>Without this permission it is not shown.</summary>
    string Permission { get; }

    /// <summary>Cheap: it is asked each time the home page is shown.</summary>
    Task<IReadOnlyList<Attention>> Look(CancellationToken ct);
}

/// <param name="IsHurt">Something is broken, rather than to be watched.</param>
/// <param name="Title">What is the matter, in a few words.</param>
/// <param name="Detail">The evidence.</param>
/// <param name="Step">What to do, as a verb: "Look at them".</param>
/// <param name="IsBetter">Good news: it stands in a list of its own.</param>
/// <param name="Since">When it was found; null: at this moment.</param>
public sealed record Attention(
    bool IsHurt, string Title, string Detail, string Href, string Step, bool IsBetter = false, DateTimeOffset? Since = null);
