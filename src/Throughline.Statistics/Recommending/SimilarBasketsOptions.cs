namespace Throughline.Statistics.Recommending;

/// <summary>How alike baskets are sought.</summary>
/// <param name="Neighbours">The most alike baskets that vote, from 1.</param>
/// <param name="Sample">The newest baskets looked at for each item, from 1.</param>
/// <param name="Memory">The customer's newest distinct items that are matched, from 1.</param>
public sealed record SimilarBasketsOptions(int Neighbours = 300, int Sample = 500, int Memory = 50)
{
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Sample, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Memory, 1);
    }
}
