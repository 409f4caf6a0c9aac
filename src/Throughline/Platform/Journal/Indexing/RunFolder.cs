namespace Throughline.Platform.Journal.Indexing;

/// <summary>The files of one index.</summary>
internal static class RunFolder
{
    /// <summary>The files that follow each other from position 0; others are deleted.</summary>
    public static PairRun[] Load(string folder)
    {
        foreach (var left in Directory.EnumerateFiles(folder, "*.tmp")) File.Delete(left);
        var found = Directory.EnumerateFiles(folder, "*.run").Select(path => (path, run: PairRun.Open(path))).ToList();
        // A merged run and its parts can both be there after a crash: the widest from each start wins.
        var chain = new List<PairRun>();
        foreach (var run in found.Select(f => f.run).OfType<PairRun>().OrderBy(r => r.From).ThenByDescending(r => r.To))
            if (run.From == (chain.Count == 0 ? 0 : chain[^1].To)) chain.Add(run);
        foreach (var (path, run) in found)
            if (run is null || !chain.Contains(run)) File.Delete(path);
        return [.. chain];
    }

    /// <summary>The run without some pairs, in the same file; itself when it has none of them.</summary>
    public static PairRun Without(string folder, PairRun run, Func<Pair, bool> isGone, int groupShift)
    {
        var gone = RunMerger.InOrder([run]).Sum(chunk => chunk.Count(isGone));
        return gone == 0 ? run : PairRun.Write(folder, run.From, run.To, run.Count - gone, groupShift, Kept(run, isGone));
    }

    private static IEnumerable<ArraySegment<Pair>> Kept(PairRun run, Func<Pair, bool> isGone)
    {
        foreach (var chunk in RunMerger.InOrder([run]))
            if (chunk.Where(pair => !isGone(pair)).ToArray() is { Length: > 0 } kept) yield return kept;
    }
}
