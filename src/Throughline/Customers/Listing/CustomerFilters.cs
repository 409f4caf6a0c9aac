using Throughline.Platform.Ui;

namespace Throughline.Customers.Listing;

/// <summary>Which customers a list shows and in what order, as its address says.</summary>
/// <param name="Identity"><c>KIND:VALUE</c>, exactly.</param>
/// <param name="Text">A name, an address, the beginning of either, or any identity's value.</param>
/// <param name="Segment">A segment's key.</param>
/// <param name="Stage">The key of the stage in which they stand now.</param>
/// <param name="Channel">They did something there, ever.</param>
/// <param name="Spend">They spent at least so much.</param>
/// <param name="Currency">In this currency; null: in any one.</param>
/// <param name="Seen"><c>today</c>, <c>7d</c> for within days, <c>over30d</c> for longer ago.</param>
/// <param name="Known"><c>yes</c>: by more than a browser; <c>no</c>: the others.</param>
/// <param name="Sort"><c>lastSeen</c>, <c>firstSeen</c> or <c>name</c>, after a minus from the end.</param>
public sealed record CustomerFilters(
    string? Identity, string? Text, string? Segment, string? Stage, string? Channel, string? Spend, string? Currency, string? Seen, string? Known,
    string? Sort, string? Cursor)
{
    public const string LastSeenFirst = "-lastSeen";

    public static CustomerFilters Of(IQueryCollection query)
    {
        return new CustomerFilters(Said("identity"), Said("q"), Said("segment"), Said("stage"), Said("channel"), Said("spend"), Said("currency"),
            Said("seen"), Said("known"), Said("sort"), Said("cursor")).WithoutBlanks();
        string? Said(string name) => query[name].FirstOrDefault();
    }

    /// <summary>What is blank says nothing.</summary>
    public CustomerFilters WithoutBlanks()
    {
        return new(Identity.NullIfBlank(), Trim(Text), Trim(Segment), Trim(Stage), Trim(Channel), Trim(Spend), Trim(Currency), Trim(Seen), Trim(Known),
            Trim(Sort), Trim(Cursor));
        static string? Trim(string? text) => text.NullIfBlank()?.Trim();
    }

    /// <summary>Whether it shows some only.</summary>
    public bool IsNarrow => (Identity ?? Text ?? Segment ?? Stage ?? Channel ?? Spend ?? Seen ?? Known) is not null;
}
