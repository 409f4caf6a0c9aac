namespace Throughline.JourneyEngine;

/// <summary>The median without sorting (Hoare 1961, quickselect): the time grows with the number of values alone.</summary>
public static class MiddleValue
{
    /// <summary>The middle value, or the mean of the two in the middle. Changes their order.</summary>
    /// <param name="values">At least one.</param>
    public static double Of(Span<long> values)
    {
        var middle = values.Length / 2;
        var upper = Select(values, middle);
        if (values.Length % 2 == 1) return upper;
        var lower = long.MinValue;
        foreach (var value in values[..middle]) lower = Math.Max(lower, value);
        return (lower / 2.0) + (upper / 2.0);
    }

    /// <summary>The value that stands at a place when they are in order; smaller ones end up before it, larger ones behind.</summary>
    private static long Select(Span<long> values, int place)
    {
        int from = 0, to = values.Length - 1;
        while (from < to)
        {
            var pivot = MiddleOf(values[from], values[from + ((to - from) / 2)], values[to]);
            int left = from - 1, right = to + 1;
            while (true)
            {
                do left++; while (values[left] < pivot);
                do right--; while (values[right] > pivot);
                if (left >= right) break;
                (values[left], values[right]) = (values[right], values[left]);
            }
            if (place <= right) to = right;
            else from = right + 1;
        }
        return values[place];
    }

    private static long MiddleOf(long a, long b, long c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
