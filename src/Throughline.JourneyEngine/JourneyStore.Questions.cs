namespace Throughline.JourneyEngine;

public sealed partial class JourneyStore
{
    /// <summary>How far customers come through a sequence of steps.</summary>
    public FunnelAnswer Ask(FunnelQuestion question, CancellationToken ct = default) => Run(c => FunnelRun.Answer(c, question), ct);

    /// <summary>How many customers come back.</summary>
    public RetentionAnswer Ask(RetentionQuestion question, CancellationToken ct = default) => Run(c => RetentionRun.Answer(c, question), ct);

    /// <summary>What follows what.</summary>
    public PathsAnswer Ask(PathsQuestion question, CancellationToken ct = default) => Run(c => PathsRun.Answer(c, question), ct);

    /// <summary>How customers move between channels.</summary>
    public SwitchesAnswer Ask(SwitchesQuestion question, CancellationToken ct = default) => Run(c => SwitchesRun.Answer(c, question), ct);

    /// <summary>How something develops.</summary>
    public TrendAnswer Ask(TrendQuestion question, CancellationToken ct = default) => Run(c => TrendRun.Answer(c, question), ct);

    /// <summary>How customers move between stages.</summary>
    public StageFlowAnswer Ask(StageFlowQuestion question, CancellationToken ct = default) => Run(c => StageFlowRun.Answer(c, question), ct);

    /// <summary>What customers do next.</summary>
    public NextStepsAnswer Ask(NextStepsQuestion question, CancellationToken ct = default) => Run(c => NextStepsRun.Answer(c, question), ct);

    /// <summary>Every touchpoint of a period at once, and who reached its goal.</summary>
    public TouchpointsAnswer Ask(TouchpointsQuestion question, CancellationToken ct = default) => Run(c => TouchpointsRun.Answer(c, question), ct);

    /// <summary>How promises are kept.</summary>
    public PromisesAnswer Ask(PromisesQuestion question, CancellationToken ct = default) => Run(c => PromisesRun.Answer(c, question), ct);

    /// <summary>Which promoted properties some events carry, the most frequent first.</summary>
    public IReadOnlyList<NameCount> Ask(PropertiesOfQuestion question, CancellationToken ct = default) => Run(c => PropertiesOfRun.Answer(c, question), ct);

    /// <summary>Who stands in a stage at a moment.</summary>
    public CustomerSet Ask(StageStandingQuestion question, CancellationToken ct = default) => Run(c => StageStandingRun.Answer(c, question), ct);

    /// <summary>Which customers did something.</summary>
    public CustomerSet Ask(WhoDidQuestion question, CancellationToken ct = default) => Run(c => WhoDidRun.Answer(c, question), ct);

    /// <summary>The customers behind a funnel cell, ascending.</summary>
    public int[] People(FunnelQuestion question, FunnelCell cell, CancellationToken ct = default) => Run(c => FunnelRun.People(c, question, cell), ct);

    /// <summary>The customers of a cohort (by index), or those of them who count in its k-th period.</summary>
    public int[] People(RetentionQuestion question, int cohort, int? k, CancellationToken ct = default) =>
        Run(c => RetentionRun.People(c, question, cohort, k), ct);

    /// <summary>The customers who went along an edge; the step matters only when asked by step.</summary>
    public int[] People(PathsQuestion question, int step, string source, string target, CancellationToken ct = default) =>
        Run(c => PathsRun.People(c, question, step, source, target), ct);

    /// <summary>The customers who switched from one channel to another.</summary>
    public int[] People(SwitchesQuestion question, string from, string to, CancellationToken ct = default) =>
        Run(c => SwitchesRun.People(c, question, from, to), ct);

    /// <summary>The customers behind a point of a series.</summary>
    public int[] People(TrendQuestion question, long atMs, IReadOnlyList<string> key, bool isOther = false, CancellationToken ct = default) =>
        Run(c => TrendRun.People(c, question, atMs, key, isOther), ct);

    /// <summary>The customers who moved from one stage (null: from any) to another, for one reason or, without <paramref name="step"/>, for any.</summary>
    public int[] People(StageFlowQuestion question, string? from, string to, StageStep? step = null, CancellationToken ct = default) =>
        Run(c => StageFlowRun.People(c, question, from, to, step), ct);

    /// <summary>The customers behind a touchpoint's or a stage's cell.</summary>
    public int[] People(TouchpointsQuestion question, TouchpointCell cell, CancellationToken ct = default) =>
        Run(c => TouchpointsRun.People(c, question, cell), ct);

    /// <summary>The customers behind a number of a promise.</summary>
    public int[] People(PromisesQuestion question, PromiseCell cell, CancellationToken ct = default) => Run(c => PromisesRun.People(c, question, cell), ct);

    /// <summary>The customers who took a next step; null for those after whom nothing followed.</summary>
    public int[] People(NextStepsQuestion question, string? key, CancellationToken ct = default) => Run(c => NextStepsRun.People(c, question, key), ct);

    /// <summary>All customers who have a row.</summary>
    public CustomerSet Everyone(CancellationToken ct = default) => Ask(new WhoDidQuestion(), ct);

    /// <summary>What occurs in the store, and how often.</summary>
    public StoreCounts Counts
    {
        get
        {
            using var lease = Lease();
            return StoreCounts.Of(lease.Snapshot.Generation, Names);
        }
    }

    /// <summary>Every change of stage of one customer up to a moment (rows at it count), oldest first.</summary>
    public IReadOnlyList<StageChange> Stages(int customer, StageRules rules, long atMs)
    {
        var plan = new StagePlan(Names, rules);
        using var lease = Lease();
        using var reader = ReaderOf(customer, lease.Snapshot, Needs.Stage | Needs.Position | Needs.Touchpoint, out var members);
        ref var rows = ref reader.Read(customer, members);
        var changes = new List<StageChange>();
        var walk = new StageWalk(plan, atMs);
        while (walk.MoveNext(rows))
            changes.Add(new StageChange(walk.AtMs, walk.From < 0 ? null : plan.NameOf(walk.From), plan.NameOf(walk.Place), walk.Step,
                rows.Position[rows.Offset + walk.Row], walk.Round, Names.Touchpoints.Name(rows.Touchpoint[rows.Offset + walk.Row])));
        return changes;
    }

    /// <summary>How many rows of each type and on each channel a customer has.</summary>
    public CustomerCounts CountsOf(int customer)
    {
        using var lease = Lease();
        using var reader = ReaderOf(customer, lease.Snapshot, Needs.Type | Needs.Channel, out var members);
        ref var rows = ref reader.Read(customer, members);
        var (types, channels) = (new Dictionary<int, long>(), new Dictionary<int, long>());
        for (var i = 0; i < rows.Count; i++)
        {
            types[rows.Type[rows.Offset + i]] = types.GetValueOrDefault(rows.Type[rows.Offset + i]) + 1;
            channels[rows.Channel[rows.Offset + i]] = channels.GetValueOrDefault(rows.Channel[rows.Offset + i]) + 1;
        }
        return new CustomerCounts(NameCount.MostFirst(Names.EventTypes, types), NameCount.MostFirst(Names.Channels, channels));
    }

    /// <summary>A customer's rows, newest first: by time, then by journal position.</summary>
    /// <param name="limit">How many at most, 1 to 10,000.</param>
    /// <param name="before">Only rows older than this one, as the last line of the page before gave it.</param>
    public IReadOnlyList<TimelineRow> Timeline(int customer, int limit, (long TimeMs, long Position)? before = null)
    {
        if (limit is < 1 or > 10_000) throw new QuestionException("limit_out_of_range", "`limit` must be from 1 to 10,000.");
        using var lease = Lease();
        using var reader = ReaderOf(customer, lease.Snapshot, Needs.All & ~Needs.Properties, out var members);
        ref var rows = ref reader.Read(customer, members);
        var page = new List<TimelineRow>();
        for (var i = rows.Count - 1; i >= 0 && page.Count < limit; i--)
        {
            var (time, position) = (rows.TimeMs(i), rows.Position[i]);
            if (before is { } b && (time > b.TimeMs || (time == b.TimeMs && position >= b.Position))) continue;
            page.Add(new TimelineRow(
                position, time, members[rows.Identity[i]], rows.Type[i], rows.Channel[i], rows.Touchpoint[i], rows.Stage[i], rows.Value[i]));
        }
        return page;
    }

    private CustomerReader ReaderOf(int customer, Snapshot snapshot, Needs needs, out int[] members)
    {
        CheckKey(customer);
        var single = 0;
        members = snapshot.Generation.MembersOf(customer, snapshot.Version, ref single).ToArray();
        return new CustomerReader(snapshot, Names.Widths, needs);
    }

    private T Run<T>(Func<QuestionContext, T> answer, CancellationToken ct)
    {
        using var lease = Lease();
        GatherIfWorthIt(lease.Snapshot);
        return answer(new QuestionContext(lease.Snapshot, Names, _options.Threads, ct));
    }
}
