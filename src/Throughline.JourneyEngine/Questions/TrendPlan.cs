namespace Throughline.JourneyEngine;

/// <summary>A trend question compiled for a store: how a row becomes a period, a key and a number.</summary>
internal sealed class TrendPlan
{
    private readonly double _unit = 1;
    private Measure _measure;
    private readonly int _secondCodes = 1;
    private int[]? _keyOf;
    private int[] _kept = [];

    public TrendPlan(StoreNames names, TrendQuestion question, PeriodGrid grid)
    {
        (Grid, _measure, Event) = (grid, question.Measure, new EventMatcher(names, question.Event));
        if (question.Breakdown.Count > 0) First = new DimensionColumn(names, question.Breakdown[0]);
        if (question.Breakdown.Count > 1) Second = new DimensionColumn(names, question.Breakdown[1]);
        _secondCodes = Second?.Codes ?? 1;
        AllKeys = (First?.Codes ?? 1) * (long)_secondCodes;
        if (HasNumber && question.ValueProperty is { } property)
        {
            NumberColumn = names.PropertyIndex(property);
            (Numbers, _unit) = PropertyNumbers.Of(names.Properties[NumberColumn], names.ReadNumber);
        }
        Needs = Event.Needs | (First?.Needs ?? 0) | (Second?.Needs ?? 0) | (!HasNumber ? 0 : Numbers is null ? Needs.Value : NeedsOf.Property(NumberColumn));
    }

    public PeriodGrid Grid { get; private set; }
    public EventMatcher Event { get; }
    public DimensionColumn? First { get; }
    public DimensionColumn? Second { get; }
    public Needs Needs { get; }
    public int NumberColumn { get; } = -1;

    /// <summary>Numbers by code of the measured property, in its smallest unit; null to take the row's own value.</summary>
    public long[]? Numbers { get; }

    /// <summary>The cell whose customers are wanted, or -1.</summary>
    public int Probe { get; set; } = -1;

    public bool HasNumber => _measure is Measure.Sum or Measure.Average or Measure.Median;
    public bool Distinct => _measure == Measure.Customers;
    public bool Median => _measure == Measure.Median;

    /// <summary>Combinations of codes, before "other".</summary>
    public long AllKeys { get; }

    /// <summary>Keys of the answer.</summary>
    public int Keys => _keyOf is null ? (int)Math.Min(AllKeys, int.MaxValue) : _kept.Length + 1;

    /// <summary>Which key a combination of codes falls under.</summary>
    public int KeyOf(int first, int second)
    {
        var raw = (first * _secondCodes) + second;
        return _keyOf is null ? raw : _keyOf[raw];
    }

    /// <summary>True when combinations are keys as they are.</summary>
    public bool IsRaw => _keyOf is null;

    public bool IsOther(int key) => _keyOf is not null && key == _kept.Length;

    public string[] KeyNames(int key)
    {
        if (First is null || IsOther(key)) return [];
        var raw = _keyOf is null ? key : _kept[key];
        return Second is null ? [First.Names.Name(raw)] : [First.Names.Name(raw / _secondCodes), Second.Names.Name(raw % _secondCodes)];
    }

    /// <summary>The same plan, counting rows over one period.</summary>
    public TrendPlan ForRanking(PeriodGrid whole)
    {
        var plan = (TrendPlan)MemberwiseClone();
        (plan._measure, plan.Grid) = (Measure.Count, whole);
        return plan;
    }

    /// <summary>Keeps the combinations with most rows (the earlier code on a tie) and joins all others.</summary>
    public void KeepTop(long[] rows, int top) =>
        Keep([.. Enumerable.Range(0, rows.Length).Where(k => rows[k] > 0).OrderByDescending(k => rows[k]).ThenBy(k => k).Take(top)], rows.Length);

    /// <summary>Keeps these combinations, as far as their names occur, and joins all others.</summary>
    public void KeepKeys(IReadOnlyList<IReadOnlyList<string>> keys)
    {
        if (AllKeys > int.MaxValue) throw new QuestionException("too_many_values", "The breakdown has too many combinations; split by one column.");
        Keep(
            [.. keys.Select(k => (First: CodeOf(First, k[0]), Second: Second is null ? 0 : CodeOf(Second, k[1])))
                .Where(k => k is { First: >= 0, Second: >= 0 })
                .Select(k => (k.First * _secondCodes) + k.Second)
                .Distinct()],
            (int)AllKeys);
    }

    // Code 0 is "none"; a name that does not occur has no code.
    private static int CodeOf(DimensionColumn? column, string name) => name.Length == 0 ? 0 : column!.Names.Find(name) is > 0 and var code ? code : -1;

    private void Keep(int[] kept, int of)
    {
        _kept = kept;
        _keyOf = new int[of];
        Array.Fill(_keyOf, _kept.Length);
        for (var i = 0; i < _kept.Length; i++) _keyOf[_kept[i]] = i;
    }

    /// <summary>The measure of a cell.</summary>
    public double Value(long n, Int128 sum, double median) => _measure switch
    {
        Measure.Count or Measure.Customers => n,
        Measure.Sum => (double)sum / _unit,
        Measure.Average => n == 0 ? 0 : (double)sum / _unit / n,
        Measure.Median => median / _unit,
    };
}
