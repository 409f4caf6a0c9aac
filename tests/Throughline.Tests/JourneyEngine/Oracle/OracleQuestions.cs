using System.Globalization;
using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine.Oracle;

/// <summary>Every question but the funnel, answered naively over rows in memory.</summary>
public sealed class OracleQuestions(OracleStore store)
{
    /// <summary>The customers of a scope with all rows that exist for it, and those inside the period.</summary>
    public IEnumerable<(int Key, IReadOnlyList<OracleRow> All, List<OracleRow> Rows)> In(Scope scope)
        => from customer in store.Customers(r => Passes(r, scope.Rows))
           where (scope.Customers is null || scope.Customers.Contains(customer.Key)) && (scope.Except is null || !scope.Except.Contains(customer.Key))
           let inside = customer.Rows.Where(r => r.TimeMs >= scope.FromMs && r.TimeMs < scope.ToMs).ToList()
           where inside.Count > 0
           select (customer.Key, customer.Rows, inside);

    public static bool Fits(OracleRow row, EventPattern pattern) => (pattern.Event == "*" || row.Type == pattern.Event) && Passes(row, pattern.Where);

    public static bool Passes(OracleRow row, RowFilter? filter)
        => filter is null
        || ((filter.EventTypes?.Contains(row.Type) ?? true) && (filter.Channels?.Contains(row.Channel) ?? true)
            && (filter.Touchpoints?.Contains(row.Touchpoint) ?? true) && (filter.Stages?.Contains(row.Stage) ?? true)
            && (filter.ValueAtLeast is null || row.Value >= filter.ValueAtLeast) && (filter.ValueAtMost is null || row.Value <= filter.ValueAtMost)
            && filter.Where.All(c => Holds(row.Browser, c)));

    private static bool Holds(string value, PropertyCondition condition) => condition.Comparison switch
    {
        Comparison.Exists => value.Length > 0,
        Comparison.Ne => value != condition.Values[0],
        Comparison.Eq => value == condition.Values[0],
        Comparison.In => condition.Values.Contains(value),
        Comparison.Contains => value.Length > 0 && value.Contains(condition.Values[0], StringComparison.OrdinalIgnoreCase),
        Comparison.Gt => double.TryParse(value, CultureInfo.InvariantCulture, out var v) && v > Parse(condition),
        Comparison.Ge => double.TryParse(value, CultureInfo.InvariantCulture, out var v) && v >= Parse(condition),
        Comparison.Lt => double.TryParse(value, CultureInfo.InvariantCulture, out var v) && v < Parse(condition),
        Comparison.Le => double.TryParse(value, CultureInfo.InvariantCulture, out var v) && v <= Parse(condition),
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    private static double Parse(PropertyCondition condition) => double.Parse(condition.Values[0], CultureInfo.InvariantCulture);

    public static DateTime Floor(long ms, Interval interval)
    {
        var time = DateTime.UnixEpoch.AddMilliseconds(ms);
        return interval switch
        {
            Interval.Hour => time.Date.AddHours(time.Hour),
            Interval.Day => time.Date,
            Interval.Week => Enumerable.Range(0, 7).Select(d => time.Date.AddDays(-d)).First(d => d.DayOfWeek == DayOfWeek.Monday),
            Interval.Month => new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc),
            _ => DateTime.UnixEpoch,
        };
    }

    private static List<DateTime> Periods(Scope scope, Interval interval)
    {
        var periods = new List<DateTime>();
        for (var at = Floor(scope.FromMs, interval); at < DateTime.UnixEpoch.AddMilliseconds(scope.ToMs);)
        {
            periods.Add(at);
            at = interval switch { Interval.Hour => at.AddHours(1), Interval.Day => at.AddDays(1), Interval.Week => at.AddDays(7), _ => at.AddMonths(1) };
        }
        return periods;
    }

    public List<(int Cohort, List<(int Key, HashSet<int> Returned)> Members)> Retention(RetentionQuestion q)
    {
        var periods = Periods(q.Scope, q.Interval);
        var cohorts = periods.Select((_, i) => (i, new List<(int, HashSet<int>)>())).ToList();
        foreach (var (key, all, rows) in In(q.Scope))
        {
            var returns = rows.Where(r => Fits(r, q.Return)).Select(r => periods.IndexOf(Floor(r.TimeMs, q.Interval))).ToHashSet();
            IEnumerable<OracleRow> starts = rows.Where(r => Fits(r, q.Start));
            if (q.Cohorts == CohortMode.FirstTime) starts = all.Where(r => Fits(r, q.Start)).Take(1).Where(rows.Contains);
            foreach (var cohort in starts.Select(r => periods.IndexOf(Floor(r.TimeMs, q.Interval))).Distinct())
            {
                var returned = Enumerable.Range(0, q.Periods).Where(k => cohort + k < periods.Count)
                    .Where(k => q.Returns == ReturnMode.On ? returns.Contains(cohort + k) : returns.Any(r => r >= cohort + k));
                cohorts[cohort].Item2.Add((key, [.. returned]));
            }
        }
        return cohorts;
    }

    public static List<(int Customer, int Step, string Source, string Target)> Edges(List<(int Customer, int Step, string Event, string? Next)> nodes)
        => [.. nodes.Where(n => n.Next is not null).Select(n => (n.Customer, n.Step, n.Event, n.Next!))];

    /// <summary>Every event of every path, and what came after it; null for the last.</summary>
    public List<(int Customer, int Step, string Event, string? Next)> Nodes(PathsQuestion q)
    {
        var nodes = new List<(int, int, string, string?)>();
        foreach (var (key, _, rows) in In(q.Scope))
        {
            var paths = new List<List<OracleRow>>();
            foreach (var row in rows)
            {
                if (paths.Count == 0 || (q.GapSeconds is { } gap && row.TimeMs - paths[^1][^1].TimeMs > gap * 1000)) paths.Add([]);
                paths[^1].Add(row);
            }
            foreach (var path in paths)
            {
                IEnumerable<OracleRow> part = path;
                if (q.StartAt is { } start) part = part.SkipWhile(r => !Fits(r, start));
                if (q.EndAt is { } end)
                {
                    if (!part.Any(r => Fits(r, end))) continue;
                    part = [.. part.TakeWhile(r => !Fits(r, end)), part.First(r => Fits(r, end))];
                }
                List<string> types = q.OverTouchpoints ? [.. part.Select(r => r.Touchpoint).Where(t => t.Length > 0)] : [.. part.Select(r => r.Type)];
                if (q.CollapseRepeats) types = [.. types.Where((t, i) => i == 0 || t != types[i - 1])];
                if (q.LongestPath is { } longest) types = [.. types.Take(longest)];
                for (var i = 0; i < types.Count; i++) nodes.Add((key, q.ByStep ? i + 1 : 0, types[i], i + 1 < types.Count ? types[i + 1] : null));
            }
        }
        return nodes;
    }

    public List<(int Customer, string Channel)> OnChannels(SwitchesQuestion q)
        => [.. from customer in In(q.Scope)
               from row in customer.Rows
               where row.Channel.Length > 0 && (q.EpisodeProperty is null || row.Browser.Length > 0)
               select (customer.Key, row.Channel)];

    public List<(int Customer, string From, string To, long GapMs)> Switches(SwitchesQuestion q)
    {
        var switches = new List<(int, string, string, long)>();
        foreach (var (key, _, rows) in In(q.Scope))
        {
            var onChannel = rows.Where(r => r.Channel.Length > 0 && (q.EpisodeProperty is null || r.Browser.Length > 0)).ToList();
            foreach (var run in onChannel.GroupBy(r => q.EpisodeProperty is null ? "" : r.Browser).Select(g => g.ToList()))
                for (var i = 1; i < run.Count; i++)
                {
                    var gap = run[i].TimeMs - run[i - 1].TimeMs;
                    if ((q.WithinSeconds is null || gap <= q.WithinSeconds * 1000) && (q.IncludeStays || run[i].Channel != run[i - 1].Channel))
                        switches.Add((key, run[i - 1].Channel, run[i].Channel, gap));
                }
        }
        return switches;
    }

    public List<(DateTime At, string Key, int Customer, OracleRow Row)> Trend(TrendQuestion q)
        => [.. from customer in In(q.Scope)
               from row in customer.Rows
               where Fits(row, q.Event) && (q.Measure is Measure.Count or Measure.Customers || Number(row, q) is not null)
               select (Floor(row.TimeMs, q.Interval), string.Join('|', q.Breakdown.Select(d => KeyOf(row, d))), customer.Key, row)];

    public static decimal? Number(OracleRow row, TrendQuestion q)
        => q.ValueProperty is null ? row.Value : decimal.TryParse(row.Browser, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string KeyOf(OracleRow row, Dimension by) => by.Kind switch
    {
        DimensionKind.EventType => row.Type,
        DimensionKind.Channel => row.Channel,
        DimensionKind.Touchpoint => row.Touchpoint,
        DimensionKind.Stage => row.Stage,
        DimensionKind.Property => row.Browser,
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    public List<(int Customer, string? Next, long WaitMs)> NextSteps(NextStepsQuestion q)
    {
        var steps = new List<(int, string?, long)>();
        foreach (var (key, _, rows) in In(q.Scope))
            for (var i = 0; i < rows.Count; i++)
            {
                if (!Fits(rows[i], q.After)) continue;
                var other = q.Backwards ? i - 1 : i + 1;
                var wait = other < 0 || other >= rows.Count ? null : (long?)Math.Abs(rows[other].TimeMs - rows[i].TimeMs);
                var follows = wait is not null && (q.WithinSeconds is null || wait <= q.WithinSeconds * 1000);
                steps.Add((key, follows ? KeyOf(rows[other], q.By) : null, follows ? wait!.Value : 0));
            }
        return steps;
    }

    public static double Median(IEnumerable<decimal> values)
    {
        decimal[] sorted = [.. values.Order()];
        return (double)((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2);
    }
}
