namespace Throughline.JourneyEngine;

/// <summary>The rows of one customer that matter to a funnel, in order of time. One a thread.</summary>
internal sealed class FunnelEvents(FunnelPlan plan)
{
    private readonly int[] _only = new int[FunnelChecks.MostSteps];

    public long[] Time = new long[64];
    public uint[] Steps = new uint[64], Exclusions = new uint[64];
    public int[] Key = new int[64];
    public int Count;

    /// <summary>Takes what matters from a customer's rows inside the period.</summary>
    public void Collect(in RowView rows)
    {
        Count = 0;
        plan.FindOccurrences(rows, _only);
        var keys = plan.Column?.Of(rows) ?? default;
        var strict = plan.Mode == FunnelMode.Strict;
        for (var i = rows.From; i < rows.To; i++)
        {
            var steps = plan.KeepOccurrences(plan.StepsOf(rows, i), i, _only);
            var exclusions = plan.ExclusionsOf(rows, i);
            if ((steps | exclusions) != 0 || strict) Add(rows.TimeMs(i), steps, exclusions, keys[rows.Offset + i]);
        }
    }

    /// <summary>Takes the events with one key from another list.</summary>
    public void Collect(FunnelEvents from, int key)
    {
        Count = 0;
        for (var i = 0; i < from.Count; i++)
            if (from.Key[i] == key) Add(from.Time[i], from.Steps[i], from.Exclusions[i], key);
    }

    /// <summary>The end of the run of equal times that begins at an index.</summary>
    public int EndOfTie(int first)
    {
        var end = first + 1;
        while (end < Count && Time[end] == Time[first]) end++;
        return end;
    }

    /// <summary>Exclusions among events [first, end).</summary>
    public uint ExclusionsIn(int first, int end)
    {
        uint all = 0;
        for (var i = first; i < end; i++) all |= Exclusions[i];
        return all;
    }

    private void Add(long time, uint steps, uint exclusions, int key)
    {
        if (Count == Time.Length)
        {
            Array.Resize(ref Time, Count * 2);
            Array.Resize(ref Steps, Count * 2);
            Array.Resize(ref Exclusions, Count * 2);
            Array.Resize(ref Key, Count * 2);
        }
        (Time[Count], Steps[Count], Exclusions[Count], Key[Count]) = (time, steps, exclusions, key);
        Count++;
    }
}
