namespace Throughline.Platform.Journal.Indexing;

/// <summary>
/// Sorted pairs derived from the journal, in memory while fresh and in sorted files later (a log-structured merge), so that
/// keeping an index costs no random writes. One thread adds; any thread asks. What is in memory is lost with the process
/// and read again from the journal after <see cref="Covered"/>.
/// </summary>
public sealed class PairIndex
{
    private const int FreshLimit = 128 * 1024, FanOut = 8;

    private readonly string _folder;
    private readonly int _groupShift;
    private readonly Lock _lock = new();
    private PairRun[] _runs;
    private FreshPairs _fresh;
    private Task<PairRun>? _merge;
    private PairRun[] _merging = [];
    private long _added;

    /// <param name="folder">Holds the files of this index alone.</param>
    /// <param name="groupShift">Pairs whose keys agree above this many low bits are one group, and are asked for together.</param>
    public PairIndex(string folder, int groupShift)
    {
        (_folder, _groupShift) = (folder, groupShift);
        Directory.CreateDirectory(folder);
        _runs = RunFolder.Load(folder);
        _fresh = new FreshPairs(FreshLimit, groupShift);
        _added = Covered;
    }

    /// <summary>Everything up to this journal position is in files.</summary>
    public long Covered => _runs.Length == 0 ? 0 : _runs[^1].To;

    public int Runs => _runs.Length;

    public void Add(Pair pair)
    {
        lock (_lock) _fresh.Add(pair);
    }

    /// <summary>Says that all pairs up to a journal position were added; moves fresh pairs to a file when there are many.</summary>
    public void AddedUpTo(long position, bool flush = false)
    {
        _added = position;
        TakeMerged();
        if (_fresh.Count < FreshLimit && !(flush && position > Covered)) return;
        var pairs = _fresh.Sorted();
        var run = PairRun.Write(_folder, Covered, position, pairs.Length, _groupShift, [pairs]);
        lock (_lock)
        {
            _runs = [.. _runs, run];
            _fresh.Clear();
        }
        StartMerge();
    }

    /// <summary>Orders of all pairs of a group.</summary>
    public void Find(ulong group, List<ulong> into)
    {
        PairRun[] runs;
        lock (_lock)
        {
            _fresh.Find(group, into);
            runs = _runs;
        }
        foreach (var run in runs) GroupInRun.Find(run, group, _groupShift, into);
    }

    /// <summary>The last pairs of a group below <paramref name="before"/>, highest first.</summary>
    public List<Pair> Last(ulong group, Pair before, int limit)
    {
        var found = new List<Pair>();
        PairRun[] runs;
        lock (_lock)
        {
            foreach (var pair in _fresh.Group(group)) if (pair < before) found.Add(pair);
            runs = _runs;
        }
        foreach (var run in runs) GroupInRun.Last(run, group, _groupShift, before, limit, found);
        found.Sort((a, b) => b.CompareTo(a));
        if (found.Count > limit) found.RemoveRange(limit, found.Count - limit);
        return found;
    }

    /// <summary>How many pairs a group has, and its first one.</summary>
    public (long Count, Pair? First) Sum(ulong group)
    {
        long count = 0;
        Pair? first = null;
        PairRun[] runs;
        lock (_lock)
        {
            foreach (var pair in _fresh.Group(group))
            {
                count++;
                if (first is null || pair < first) first = pair;
            }
            runs = _runs;
        }
        foreach (var run in runs)
        {
            if (GroupInRun.Sum(run, group, _groupShift) is not { } there) continue;
            count += there.Count;
            if (first is null || there.First < first) first = there.First;
        }
        return (count, first);
    }

    /// <summary>Names the files in which a byte has changed.</summary>
    public IEnumerable<string> Damaged() => _runs.Where(run => !run.IsIntact()).Select(run => Path.GetFileName(run.Path));

    /// <summary>Forgets everything, so that it can be built again from position 0.</summary>
    public void Clear()
    {
        _merge = null;
        lock (_lock)
        {
            foreach (var run in _runs) File.Delete(run.Path);
            _runs = [];
            _fresh = new FreshPairs(FreshLimit, _groupShift);
            _added = 0;
        }
    }

    /// <summary>Takes pairs out, of the files too.</summary>
    public void Remove(Func<Pair, bool> isGone)
    {
        // A merge that runs would bring them back.
        for (; _merge is { } merge; TakeMerged()) merge.ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        var runs = _runs.Select(run => RunFolder.Without(_folder, run, isGone, _groupShift)).ToArray();
        var fresh = new FreshPairs(FreshLimit, _groupShift);
        lock (_lock)
        {
            foreach (var pair in _fresh.Sorted().Where(pair => !isGone(pair))) fresh.Add(pair);
            (_runs, _fresh) = (runs, fresh);
        }
    }

    private void StartMerge()
    {
        if (_merge is not null) return;
        var runs = _runs;
        for (var end = runs.Length; end >= FanOut; end--)
        {
            var last = runs[(end - FanOut)..end];
            if (last.Any(run => Level(run) != Level(last[0]))) continue;
            _merging = last;
            _merge = Task.Run(() => Merge(last));
            return;
        }
    }

    // Only the adding thread changes the list of runs, so a finished merge waits for it.
    private void TakeMerged()
    {
        if (_merge is not { IsCompleted: true } merge) return;
        _merge = null;
        if (!merge.IsCompletedSuccessfully) return; // The parts are still there and still right; the next flush tries again.
#pragma warning disable RS0030 // The task has completed.
        var merged = merge.Result;
#pragma warning restore RS0030
        var at = Array.IndexOf(_runs, _merging[0]);
        lock (_lock) _runs = [.. _runs[..at], merged, .. _runs[(at + _merging.Length)..]];
        // Readers may still hold a part: its file stays readable until the last of them lets go.
        foreach (var part in _merging) File.Delete(part.Path);
        StartMerge();
    }

    private PairRun Merge(PairRun[] parts)
    {
        if (parts.FirstOrDefault(part => !part.IsIntact()) is { } damaged) throw new InvalidDataException($"{damaged.Path} is damaged.");
        return PairRun.Write(_folder, parts[0].From, parts[^1].To, parts.Sum(part => part.Count), _groupShift, RunMerger.InOrder(parts));
    }

    private static int Level(PairRun run) => (int)Math.Log(Math.Max(1, run.Count / (double)FreshLimit), FanOut);
}
