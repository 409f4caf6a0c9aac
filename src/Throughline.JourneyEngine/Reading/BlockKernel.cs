namespace Throughline.JourneyEngine;

/// <summary>The rows of one customer inside a block: From inclusive, To exclusive, at least one.</summary>
internal readonly record struct CustomerPart(int Customer, int From, int To);

/// <summary>
/// Counts many customers whose rows lie one after the other in one go. Where a customer ends is as good as random, so
/// that a loop for each costs more in mispredicted branches than in work. One a thread.
/// </summary>
internal abstract class BlockKernel
{
    /// <summary>How many rows of a block are looked at, at most, unless one customer alone has more.</summary>
    public const int MostRows = 16_384;

    /// <summary>
    /// Takes the customers of a block in, of which every row counts; false when they must be visited one by one.
    /// Rows that lie in no part are nobody's who is asked for.
    /// </summary>
    public abstract bool TryVisit(in RowView rows, ReadOnlySpan<CustomerPart> parts);
}
