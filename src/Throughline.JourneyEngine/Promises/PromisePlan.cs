namespace Throughline.JourneyEngine;

/// <summary>A promises question compiled for a store.</summary>
internal sealed class PromisePlan
{
    private const long NotRead = long.MinValue, NoDue = long.MinValue + 1;

    public PromisePlan(StoreNames names, PromisesQuestion question)
    {
        question.Scope.Check();
        if (question.Parts is < 1 or > 366) throw new QuestionException("parts_out_of_range", "Cut the period into 1 to 366 parts.");
        (FromMs, ToMs, NowMs, Parts, Medians) = (question.Scope.FromMs, question.Scope.ToMs, question.NowMs, question.Parts, question.Medians);
        Promises = [.. question.Promises.Select(p => new Promise(names, p))];
        By = [.. question.By.Select(by => (by, new DimensionColumn(names, by))).Where(c => c.Item2.Codes <= PromisesQuestion.MostValues + 1)];
        Needs = By.Aggregate(Promises.Aggregate(Needs.Type, (needs, p) => needs | p.Needs), (needs, c) => needs | c.Column.Needs);
        var passes = new bool[names.EventTypes.Count + 1];
        foreach (var promise in Promises)
            foreach (var matcher in promise.Matchers)
                if (matcher.Type < 0) Array.Fill(passes, true);
                else if (matcher.Type < passes.Length) passes[matcher.Type] = true;
        passes[0] = false; // The code of a type that never occurred.
        Relevant = new FilterColumn(new DimensionColumn(names, Dimension.EventType), passes);
    }

    public long FromMs { get; }
    public long ToMs { get; }
    public long NowMs { get; }
    public int Parts { get; }
    public bool Medians { get; }
    public Promise[] Promises { get; }
    public (Dimension Dimension, DimensionColumn Column)[] By { get; }
    public Needs Needs { get; }

    /// <summary>Only rows of these types matter.</summary>
    public FilterColumn Relevant { get; }

    public int PartOf(long timeMs) => Parts == 1 ? 0 : (int)((Int128)(timeMs - FromMs) * Parts / (ToMs - FromMs));

    internal sealed class Promise
    {
        private readonly int _case = -1, _due = -1;
        private readonly long[] _dueOfCode = [];
        private readonly CodeDictionary? _texts;
        private readonly PromiseTerms _terms;

        public Promise(StoreNames names, PromiseTerms terms)
        {
            _terms = terms;
            (Begins, Keeps) = (new EventMatcher(names, terms.Begins), new EventMatcher(names, terms.Keeps));
            if (terms.CallsOff is { } off) CallsOff = new EventMatcher(names, off);
            if (terms.CaseProperty is { } named) _case = names.PropertyIndex(named);
            if (terms.DueProperty is { } due)
            {
                (_due, _texts) = (names.PropertyIndex(due), names.Properties[names.PropertyIndex(due)]);
                _dueOfCode = new long[_texts.Count + 1];
                Array.Fill(_dueOfCode, NotRead);
            }
            Needs = Matchers.Aggregate((_case < 0 ? 0 : NeedsOf.Property(_case)) | (_due < 0 ? 0 : NeedsOf.Property(_due)), (needs, m) => needs | m.Needs);
        }

        public string Key => _terms.Key;
        public EventMatcher Begins { get; }
        public EventMatcher Keeps { get; }
        public EventMatcher? CallsOff { get; }
        public IEnumerable<EventMatcher> Matchers => CallsOff is null ? [Begins, Keeps] : [Begins, Keeps, CallsOff];
        public Needs Needs { get; }

        public unsafe int CaseOf(in RowView rows, int i) => _case < 0 ? 0 : rows.Properties[_case][rows.Offset + i];

        /// <summary>The last moment in time of the case that row i begins; null: nobody can say.</summary>
        public unsafe long? DueOf(in RowView rows, int i)
        {
            if (_due < 0) return _terms.DueMs(rows.TimeMs(i));
            var code = rows.Properties[_due][rows.Offset + i];
            // A code that was given out after the question began is of a row that is not the question's.
            if (code == 0 || code >= _dueOfCode.Length) return null;
            // Two threads may read the same text, and find the same.
            var due = Volatile.Read(ref _dueOfCode[code]);
            if (due == NotRead) Volatile.Write(ref _dueOfCode[code], due = _terms.DueOfText?.Invoke(_texts!.Name(code)) ?? NoDue);
            return due == NoDue ? null : due;
        }

        public long TookMs(long fromMs, long toMs) => _terms.TookMs?.Invoke(fromMs, toMs) ?? toMs - fromMs;
    }
}
