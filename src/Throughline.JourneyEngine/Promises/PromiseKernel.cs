namespace Throughline.JourneyEngine;

/// <summary>
/// Judges the cases of one customer after the other. What keeps cases and what calls them off is put in order of (case, time), so that each
/// case finds the first after it by halving: the time grows with the rows, however often somebody begins.
/// </summary>
internal struct PromiseKernel : IKernel
{
    /// <summary>How long what was never done took.</summary>
    public const long Never = long.MaxValue / 8;

    private readonly record struct Mark(int Case, long TimeMs, int Row) : IComparable<Mark>
    {
        public int CompareTo(Mark other) => Case != other.Case ? Case.CompareTo(other.Case)
            : TimeMs != other.TimeMs ? TimeMs.CompareTo(other.TimeMs)
            : Row.CompareTo(other.Row);
    }

    private readonly PromisePlan _plan;
    private readonly PromiseCell? _probe;
    private readonly List<Mark> _keeps = [], _offs = [];
    private readonly int _probed = -1, _probedColumn = -1;
    private readonly uint[] _keptIn, _brokenIn, _openIn;
    private readonly uint[][] _brokenWith;
    private uint _stamp;

    public readonly PromiseCounts[] Counts;
    public readonly List<int> People = [];

    public PromiseKernel(PromisePlan plan, PromiseCell? probe)
    {
        (_plan, _probe) = (plan, probe);
        (_keptIn, _brokenIn, _openIn) = (new uint[plan.Parts], new uint[plan.Parts], new uint[plan.Parts]);
        _brokenWith = [.. plan.By.Select(c => new uint[c.Column.Codes])];
        Counts = [.. plan.Promises.Select(_ => new PromiseCounts(plan))];
        if (probe is null) return;
        _probed = Array.FindIndex(plan.Promises, p => p.Key == probe.Key);
        _probedColumn = Array.FindIndex(plan.By, c => c.Dimension == probe.By);
    }

    public void Visit(ref RowView rows)
    {
        for (var p = 0; p < _plan.Promises.Length; p++)
        {
            var promise = _plan.Promises[p];
            if (!Begins(promise, rows)) continue;
            Gather(promise, rows);
            Judge(p, promise, rows);
        }
    }

    private static bool Begins(PromisePlan.Promise promise, in RowView rows)
    {
        for (var i = rows.From; i < rows.To; i++) if (promise.Begins.Fits(rows, i)) return true;
        return false;
    }

    private readonly void Gather(PromisePlan.Promise promise, in RowView rows)
    {
        _keeps.Clear();
        _offs.Clear();
        for (var i = 0; i < rows.Count && rows.TimeMs(i) is var time && time <= _plan.NowMs; i++)
        {
            if (time < rows.TimeMs(rows.From)) continue;
            if (promise.Keeps.Fits(rows, i)) _keeps.Add(new Mark(promise.CaseOf(rows, i), time, i));
            if (promise.CallsOff?.Fits(rows, i) == true) _offs.Add(new Mark(promise.CaseOf(rows, i), time, i));
        }
        _keeps.Sort();
        _offs.Sort();
    }

    private void Judge(int p, PromisePlan.Promise promise, in RowView rows)
    {
        var counts = Counts[p];
        _stamp++;
        bool kept = false, broken = false, open = false, wanted = false;
        for (var i = rows.From; i < rows.To; i++)
        {
            if (!promise.Begins.Fits(rows, i) || rows.TimeMs(i) is var began && began > _plan.NowMs) continue;
            ref var part = ref counts.Parts[_plan.PartOf(began)];
            if (promise.DueOf(rows, i) is not { } due)
            {
                part = part with { WithoutDue = part.WithoutDue + 1 };
                continue;
            }
            var done = First(_keeps, promise.CaseOf(rows, i), began);
            if (First(_offs, promise.CaseOf(rows, i), began) is { } off && off.TimeMs <= due && (done is null || off.TimeMs < done.Value.TimeMs))
            {
                part = part with { CalledOff = part.CalledOff + 1 };
                continue;
            }
            var state = _plan.NowMs <= due ? PromiseState.Open : done is { } d && d.TimeMs <= due ? PromiseState.Kept : PromiseState.Broken;
            Count(ref part, _plan.PartOf(began), state);
            (kept, broken, open) = (kept || state == PromiseState.Kept, broken || state == PromiseState.Broken, open || state == PromiseState.Open);
            wanted |= p == _probed && _probe!.State == state && (_probe.By is null || IsProbed(rows, i));
            if (state == PromiseState.Open) continue;
            if (_plan.Medians) counts.TookMs.Add(done is { } at ? promise.TookMs(began, at.TimeMs) : Never);
            Split(counts, rows, i, state);
        }
        counts.KeptCustomers += kept ? 1 : 0;
        counts.BrokenCustomersAll += broken ? 1 : 0;
        counts.OpenCustomers += open ? 1 : 0;
        if (wanted) PeopleList.AddOnce(People, rows.Customer);
    }

    private readonly void Count(ref PromiseTally part, int at, PromiseState state) => part = state switch
    {
        PromiseState.Kept => part with { Kept = part.Kept + 1, KeptCustomers = part.KeptCustomers + Once(_keptIn, at) },
        PromiseState.Broken => part with { Broken = part.Broken + 1, BrokenCustomers = part.BrokenCustomers + Once(_brokenIn, at) },
        PromiseState.Open => part with { Open = part.Open + 1, OpenCustomers = part.OpenCustomers + Once(_openIn, at) },
    };

    private readonly void Split(PromiseCounts counts, in RowView rows, int began, PromiseState state)
    {
        for (var column = 0; column < _plan.By.Length; column++)
        {
            var code = _plan.By[column].Column.Of(rows)[rows.Offset + began];
            if (code >= counts.Kept[column].Length) continue;
            if (state == PromiseState.Kept) counts.Kept[column][code]++;
            else
            {
                counts.Broken[column][code]++;
                counts.BrokenCustomers[column][code] += Once(_brokenWith[column], code);
            }
        }
    }

    private readonly bool IsProbed(in RowView rows, int began)
    {
        if (_probedColumn < 0) return false;
        var code = _plan.By[_probedColumn].Column.Of(rows)[rows.Offset + began];
        return (code == 0 ? "" : _plan.By[_probedColumn].Column.Names.Name(code)) == _probe!.Value;
    }

    private readonly int Once(uint[] seen, int at)
    {
        if (seen[at] == _stamp) return 0;
        seen[at] = _stamp;
        return 1;
    }

    private static Mark? First(List<Mark> marks, int named, long fromMs)
    {
        var at = marks.BinarySearch(new Mark(named, fromMs, -1));
        at = at < 0 ? ~at : at;
        return at < marks.Count && marks[at].Case == named ? marks[at] : null;
    }
}

/// <summary>Answers promise questions.</summary>
internal static class PromisesRun
{
    public static PromisesAnswer Answer(QuestionContext context, PromisesQuestion question)
    {
        var (plan, kernels) = Run(context, question, null);
        return new PromisesAnswer([.. plan.Promises.Select((promise, p) =>
        {
            var counts = PromiseCounts.Join(plan, kernels.Select(k => k.Counts[p]));
            return new PromiseCount(promise.Key, counts.Whole, counts.Parts, counts.Median(), [.. counts.Splits()]);
        })]);
    }

    /// <summary>The customers behind a number.</summary>
    public static int[] People(QuestionContext context, PromisesQuestion question, PromiseCell cell)
    {
        if (cell.By is { } by) question = question with { By = [by] };
        if (question.Promises.All(p => p.Key != cell.Key)) throw new QuestionException("no_such_cell", "Ask for the people of a promise of the question.");
        return PeopleList.Join(Run(context, question with { Parts = 1, Medians = false }, cell).Kernels.Select(k => k.People));
    }

    private static (PromisePlan Plan, PromiseKernel[] Kernels) Run(QuestionContext context, PromisesQuestion question, PromiseCell? probe)
    {
        var plan = new PromisePlan(context.Names, question);
        var scan = context.Scan(question.Scope, plan.Needs, relevant: plan.Relevant);
        return (plan, scan.Run(() => new PromiseKernel(plan, probe), context.Cancellation));
    }
}
