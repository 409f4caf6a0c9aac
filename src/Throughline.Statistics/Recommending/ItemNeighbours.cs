namespace Throughline.Statistics.Recommending;

/// <summary>
/// Item kNN: items are alike when the same customers bought both. Similarity is the cosine n_ij ÷ (√n_i √n_j + shrinkage), over customers
/// (Sarwar et al. 2001, section 3.1.1; shrinkage as Bell and Koren 2007, section 4).
/// </summary>
public static class ItemNeighbours
{
    /// <param name="log">What was bought.</param>
    /// <param name="neighbours">How many neighbours of each item are kept, from 1.</param>
    /// <param name="shrinkage">Pulls similarities that rest on few customers towards 0; from 0.</param>
    /// <param name="decay">How the customer's own history ages when scoring.</param>
    public static ItemLinks Fit(PurchaseLog log, int neighbours = 10, double shrinkage = 20, Decay decay = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        if (!(shrinkage >= 0 && double.IsFinite(shrinkage))) throw new ArgumentOutOfRangeException(nameof(shrinkage), shrinkage, "Shrinkage is from 0.");
        var rows = ItemRows.OfCustomers(log, Decay.None, 0);
        return Links.Build(rows, neighbours, decay, (item, other, together) =>
            together / (float)(Math.Sqrt((double)rows.RowsWith(item) * rows.RowsWith(other)) + shrinkage));
    }
}
