using Throughline.Journeys.Answering;

namespace Throughline.Journeys.Paths;

/// <summary>Of the customers who came to an event at a step of their way, how many went on along an edge.</summary>
public sealed class PathShares(AskPaths.Answer answer)
{
    private readonly Dictionary<(string Source, string Target), int?> _edges = answer.Edges.ToDictionary(e => (e.Source, e.Target), e => e.Customers);
    private readonly Dictionary<string, int> _nodes = (answer.Nodes ?? []).ToDictionary(n => n.Name, n => n.Customers);

    public bool Has(AskPaths.Edge edge) => _edges.ContainsKey((edge.Source, edge.Target));

    /// <summary>Null for an edge that may be among those summed up.</summary>
    public ShareOf? Of(AskPaths.Edge edge)
    {
        var known = _edges.TryGetValue((edge.Source, edge.Target), out var customers);
        return known || answer.Other == 0 ? new ShareOf(customers ?? 0, _nodes.GetValueOrDefault(edge.Source)) : null;
    }
}
