namespace Throughline.Statistics.Recommending;

/// <summary>An item and its score.</summary>
public readonly record struct Scored(int Item, float Score);

/// <summary>The best few of many scores.</summary>
public static class TopItems
{
    /// <summary>
    /// The <paramref name="most"/> best-scored items that are not in <paramref name="exclude"/>, best first; equal scores by lower item.
    /// Scores that are not finite are left out. O(items · log most).
    /// </summary>
    public static Scored[] Select(ReadOnlySpan<float> scores, int most, IReadOnlySet<int>? exclude = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        if (most == 0) return [];
        var heap = new PriorityQueue<int, Rank>(most + 1);
        var worst = new Rank(float.NegativeInfinity, int.MaxValue);
        for (var item = 0; item < scores.Length; item++)
        {
            var score = scores[item];
            if (!float.IsFinite(score) || (heap.Count == most && score <= worst.Score) || exclude?.Contains(item) == true) continue;
            if (heap.Count == most) heap.Dequeue();
            heap.Enqueue(item, new(score, item));
            if (heap.Count == most) heap.TryPeek(out _, out worst);
        }

        var best = new Scored[heap.Count];
        for (var i = best.Length - 1; i >= 0; i--)
        {
            heap.TryDequeue(out var item, out var rank);
            best[i] = new(item, rank.Score);
        }

        return best;
    }

    /// <summary>Orders the worst first: lower score, then higher item.</summary>
    private readonly record struct Rank(float Score, int Item) : IComparable<Rank>
    {
        public int CompareTo(Rank other) => Score != other.Score ? Score.CompareTo(other.Score) : other.Item.CompareTo(Item);
    }
}
