namespace Throughline.JourneyEngine;

/// <summary>What a running question holds: its snapshot, the names, its threads, and the caller's wish to stop.</summary>
internal sealed record QuestionContext(Snapshot Snapshot, StoreNames Names, int Threads, CancellationToken Cancellation)
{
    public CustomerScan Scan(Scope scope, Needs needs, ulong requiredTypes = ulong.MaxValue, FilterColumn? relevant = null)
        => new(Snapshot, Names, scope, needs, Threads, requiredTypes) { Relevant = relevant };
}

/// <summary>The customers behind a cell.</summary>
internal static class PeopleList
{
    /// <summary>One ascending list without repeats from those of the threads.</summary>
    public static int[] Join(IEnumerable<List<int>> parts)
    {
        int[] all = [.. parts.SelectMany(p => p)];
        Array.Sort(all);
        var kept = 0;
        for (var i = 0; i < all.Length; i++) if (i == 0 || all[i] != all[i - 1]) all[kept++] = all[i];
        return all[..kept];
    }

    /// <summary>Adds a customer unless it is the one just added.</summary>
    public static void AddOnce(List<int> people, int customer)
    {
        if (people.Count == 0 || people[^1] != customer) people.Add(customer);
    }
}
