using Throughline.Contracts;

namespace Throughline.Customers.Segments;

/// <summary>A name to choose from and how often it occurs.</summary>
public sealed record NameToChoose(string Name, string Label, long Count);

/// <summary>What conditions can name: what was seen, the most frequent first. Counted at most once a minute.</summary>
[OneForAll]
public sealed class NamesToChoose(FindMembers find, IJourneyIndex index, ITouchpoints touchpoints) : IPart
{
    private const int Most = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private (long Until, IReadOnlyList<NameToChoose> Traits, IReadOnlyList<NameToChoose> Kinds)? _counted;

    public IReadOnlyList<NameToChoose> Traits => Counted().Traits;
    public IReadOnlyList<NameToChoose> Kinds => Counted().Kinds;
    public IReadOnlyList<NameToChoose> Events => [.. index.Names.EventCounts.Take(Most).Select(e => new NameToChoose(e.Name, e.Name, e.Rows))];
    public IReadOnlyList<NameToChoose> Stages
    {
        get
        {
            var book = touchpoints.Now;
            return [.. book.Stages.Append(book.Defected).Select(s => new NameToChoose(s.Key, s.Name, 0))];
        }
    }

    private (long Until, IReadOnlyList<NameToChoose> Traits, IReadOnlyList<NameToChoose> Kinds) Counted()
    {
        if (_counted is { } known && Environment.TickCount64 < known.Until) return known;
        var (traits, kinds) = find.Names(Most);
        var counted = (Environment.TickCount64 + (long)Kept.TotalMilliseconds, ToChoose(traits), ToChoose(kinds));
        _counted = counted;
        return counted;
    }

    private static IReadOnlyList<NameToChoose> ToChoose(IEnumerable<(string Name, int Count)> names) =>
        [.. names.Select(n => new NameToChoose(n.Name, n.Name, n.Count))];
}
