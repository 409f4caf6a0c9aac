namespace Throughline.Statistics.Recommending;

/// <summary>How well a method foretold baskets. All but <see cref="Novelty"/> are in [0, 1]; larger is better.</summary>
/// <param name="Customers">Test customers: those with a purchase before the split and a basket on or after it.</param>
/// <param name="HitRate">The share of customers with at least one item of the list in their basket.</param>
/// <param name="Recall">The mean share of the basket's items that are in the list.</param>
/// <param name="Ndcg">The mean discounted gain, Σ 1/log2(rank + 1) over the hits, over its largest possible value.</param>
/// <param name="Coverage">The share of items that are on at least one list.</param>
/// <param name="Novelty">The mean of −log2(share of customers who had bought the item before) over all listed items, in bits.</param>
public sealed record Evaluation(int Customers, double HitRate, double Recall, double Ndcg, double Coverage, double Novelty);
