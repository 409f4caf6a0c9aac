namespace Throughline.Statistics.Recommending;

/// <summary>What one customer bought, oldest first: <paramref name="items"/> and <paramref name="days"/> run side by side.
/// <paramref name="today"/> is the day that ages are counted to.</summary>
public readonly ref struct History(ReadOnlySpan<int> items, ReadOnlySpan<int> days, int today)
{
    public ReadOnlySpan<int> Items { get; } = items;

    public ReadOnlySpan<int> Days { get; } = days;

    public int Today { get; } = today;

    /// <summary>Days since the purchase at <paramref name="index"/>, never below 0.</summary>
    public int Age(int index) => Math.Max(0, Today - Days[index]);
}
