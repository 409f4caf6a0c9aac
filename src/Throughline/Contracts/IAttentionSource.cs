namespace Throughline.Contracts;

/// <summary>What a room wants somebody to look at, on the home page. Many rooms have one.</summary>
public interface IAttentionSource : IPart
{
    /// <summary>Without this permission it is not shown.</summary>
    string Permission { get; }

    /// <summary>Cheap: it is asked with each page.</summary>
    Task<IReadOnlyList<Attention>> Look(CancellationToken ct);
}

/// <param name="Key">
/// Which matter it is, the same as long as it is the same: small letters, digits and <c>- : . _</c>. Null for a passing word, which nobody
/// takes or puts away.
/// </param>
/// <param name="IsHurt">Something is broken, rather than to be watched.</param>
/// <param name="Title">What is the matter, in a few words.</param>
/// <param name="Detail">The evidence.</param>
/// <param name="Step">What to do, as a verb: "View them".</param>
/// <param name="IsBetter">Good news: it stands in a list of its own.</param>
/// <param name="Since">When it was found; null: at this moment.</param>
public sealed record Attention(
    string? Key, bool IsHurt, string Title, string Detail, string Href, string Step, bool IsBetter = false, DateTimeOffset? Since = null)
{
    private const int Exact = 10;

    /// <summary>What it rests on, and not how it is said: when this changes, it is news again to whoever has seen it.</summary>
    public string Facts { get; init; } = "";

    /// <summary>How many, for <see cref="Facts"/>: to the unit while they are few, then news again when they have doubled.</summary>
    public static string About(long count) =>
        (count < Exact ? count : Exact + long.Log2(count)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
