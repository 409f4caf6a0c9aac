namespace Throughline.Statistics.Text;

/// <summary>How a topic model is trained.</summary>
/// <param name="Cost">C of the support vector machine, above 0: larger fits the training texts more closely.</param>
/// <param name="Rounds">The most passes over the texts, from 1.</param>
/// <param name="MostTerms">The most terms that are kept, from 1; memory is 4 bytes a term and topic.</param>
/// <param name="PieceShare">How much pieces of characters count beside words, above 0.</param>
public sealed record TopicOptions(double Cost = 0.5, int Rounds = 10, int MostTerms = 300_000, double PieceShare = 2)
{
    internal void Check()
    {
        if (!(Cost > 0 && double.IsFinite(Cost))) throw new ArgumentOutOfRangeException(nameof(Cost), Cost, "The cost is above 0 and finite.");
        if (!(PieceShare > 0 && double.IsFinite(PieceShare)))
            throw new ArgumentOutOfRangeException(nameof(PieceShare), PieceShare, "The share of pieces is above 0 and finite.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostTerms, 1);
    }
}
