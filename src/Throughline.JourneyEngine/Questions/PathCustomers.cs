using System.Runtime.InteropServices;

namespace Throughline.JourneyEngine;

/// <summary>How many customers went along each edge and came to each node, each counted once: a table while it is small, else a hash table.
/// One a thread.</summary>
internal sealed class PathCustomers
{
    /// <summary>In place of a target: who came to the source at all.</summary>
    public const int Here = -1;

    private const int LargestTable = 1 << 20;

    private readonly int _types, _steps;
    private readonly int[] _visits = [], _customers = [];
    private readonly Dictionary<(int Step, int Source, int Target), (int Visit, int Customers)> _more = [];

    /// <param name="longest">The last step that counts, from 0; null for no end.</param>
    public PathCustomers(int types, int? longest)
    {
        _types = types;
        if (longest is not { } last || (last + 1L) * (types + 1) * (types + 2) > LargestTable) return;
        _steps = last + 1;
        (_visits, _customers) = (new int[_steps * (types + 1) * (types + 2)], new int[_steps * (types + 1) * (types + 2)]);
    }

    /// <summary>Steps and events that somebody came to.</summary>
    public IEnumerable<(int Step, int Source)> Nodes =>
        (from step in Enumerable.Range(0, _steps)
         from source in Enumerable.Range(0, _types + 1)
         where _customers[Cell(step, source, Here)] > 0
         select (step, source)).Concat(_more.Keys.Where(k => k.Target == Here).Select(k => (k.Step, k.Source)));

    /// <param name="visit">Which customer it is, from 1 and in turn.</param>
    public void Add(int step, int source, int target, int visit)
    {
        if (Fits(step, source, target))
        {
            var cell = Cell(step, source, target);
            if (_visits[cell] == visit) return;
            _visits[cell] = visit;
            _customers[cell]++;
            return;
        }
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_more, (step, source, target), out _);
        if (seen.Visit != visit) seen = (visit, seen.Customers + 1);
    }

    public int Of(int step, int source, int target) =>
        Fits(step, source, target) ? _customers[Cell(step, source, target)] : _more.GetValueOrDefault((step, source, target)).Customers;

    private bool Fits(int step, int source, int target) => step < _steps && source <= _types && target <= _types;

    private int Cell(int step, int source, int target) => (((step * (_types + 1)) + source) * (_types + 2)) + target + 1;
}
