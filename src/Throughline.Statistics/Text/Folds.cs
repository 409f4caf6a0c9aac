namespace Throughline.Statistics.Text;

/// <summary>Parts of equal size, drawn once and for all by a fixed seed, so that a figure comes out the same each time.</summary>
internal static class Folds
{
    public static IEnumerable<(int[] Train, int[] Test)> Split(int count, int folds)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(7).Shuffle(order);
        for (var fold = 0; fold < folds; fold++)
        {
            yield return ([.. order.Where((_, i) => i % folds != fold)], [.. order.Where((_, i) => i % folds == fold)]);
        }
    }
}
