namespace Throughline.JourneyEngine;

/// <summary>Which promoted properties some events carry. Of very many rows a part is looked at: it is for lists to choose from.</summary>
public sealed record PropertiesOfQuestion(IReadOnlyList<EventPattern> Events)
{
    public Scope Scope { get; init; } = new();
}

/// <summary>Answers which properties events carry.</summary>
internal static class PropertiesOfRun
{
    /// <returns>The property that most of the rows have first.</returns>
    public static IReadOnlyList<NameCount> Answer(QuestionContext context, PropertiesOfQuestion question)
    {
        EventMatcher[] events = [.. question.Events.Select(e => new EventMatcher(context.Names, e)).Where(e => e.Type != 0)];
        if (events.Length == 0) return [];
        var properties = context.Names.Properties.Count;
        var needs = events.Aggregate(Enumerable.Range(0, properties).Aggregate(Needs.Type, (n, p) => n | NeedsOf.Property(p)), (n, e) => n | e.Needs);
        var types = events.Aggregate(0UL, (bits, e) => bits | e.TypeBits);
        var kernels = context.Scan(question.Scope, needs, types).Run(() => new PropertiesOfKernel(events, properties), context.Cancellation);
        return [.. Enumerable.Range(0, properties).Select(p => new NameCount(context.Names.Properties[p].Subject, kernels.Sum(k => k.Counts[p])))
            .Where(p => p.Rows > 0).OrderByDescending(p => p.Rows).ThenBy(p => p.Name, StringComparer.Ordinal)];
    }
}

/// <summary>Counts the values that rows have, until enough were seen.</summary>
internal unsafe struct PropertiesOfKernel(EventMatcher[] events, int properties) : IKernel
{
    private const int Enough = 20_000;
    private int _seen;

    public readonly long[] Counts = new long[properties];

    public void Visit(ref RowView rows)
    {
        for (var i = rows.From; i < rows.To && _seen < Enough; i++)
        {
            if (!Fits(rows, i)) continue;
            _seen++;
            for (var p = 0; p < Counts.Length; p++) Counts[p] += rows.Properties[p][rows.Offset + i] != 0 ? 1 : 0;
        }
    }

    private readonly bool Fits(in RowView rows, int i)
    {
        foreach (var matcher in events) if (matcher.Fits(rows, i)) return true;
        return false;
    }
}
