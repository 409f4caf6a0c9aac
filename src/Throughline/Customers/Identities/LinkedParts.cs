namespace Throughline.Customers.Identities;

/// <summary>Which identities hang together by links.</summary>
internal static class LinkedParts
{
    /// <summary>The parts that the links leave, each in ascending order, the one with the lowest number first.</summary>
    public static List<List<int>> Of(IReadOnlyCollection<int> identities, IEnumerable<(int Id, int One, int Other)> links)
    {
        var up = identities.ToDictionary(i => i);
        foreach (var (_, one, other) in links)
            if (up.ContainsKey(one) && up.ContainsKey(other)) up[Top(up, one)] = Top(up, other);
        return [.. identities.Order().GroupBy(i => Top(up, i)).Select(part => part.ToList())];
    }

    private static int Top(Dictionary<int, int> up, int identity)
    {
        while (up[identity] != identity) identity = up[identity] = up[up[identity]];
        return identity;
    }
}
