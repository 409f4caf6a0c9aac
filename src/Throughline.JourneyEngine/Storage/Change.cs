namespace Throughline.JourneyEngine;

/// <summary>Whose identity this is from a version on, and up to which journal position its rows are erased.</summary>
internal sealed record IdentityMark(int Customer, long ErasedThrough, int Since, IdentityMark? Previous);

/// <summary>The identities of a customer from a version on, in ascending order.</summary>
internal sealed record CustomerGroup(int[] Identities, int Since, CustomerGroup? Previous);

/// <summary>A change of ownership (customer at least 0) or an erasure (customer -1) as the store remembers it until compaction.</summary>
internal readonly record struct Change(int Identity, int Customer, long ErasedThrough);
