namespace Throughline.Platform.Journal.Indexing;

/// <summary>One entry of a <see cref="PairIndex"/>: sorted by key, then by order.</summary>
public readonly record struct Pair(ulong Key, ulong Order) : IComparable<Pair>
{
    public static readonly Pair Highest = new(ulong.MaxValue, ulong.MaxValue);

    public int CompareTo(Pair other) => Key != other.Key ? Key.CompareTo(other.Key) : Order.CompareTo(other.Order);

    public static bool operator <(Pair left, Pair right) => left.CompareTo(right) < 0;
    public static bool operator >(Pair left, Pair right) => left.CompareTo(right) > 0;
    public static bool operator <=(Pair left, Pair right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Pair left, Pair right) => left.CompareTo(right) >= 0;
}
