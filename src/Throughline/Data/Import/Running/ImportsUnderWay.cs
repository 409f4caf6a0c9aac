using System.Collections.Concurrent;
using Throughline.Contracts;
using Throughline.Data.Import.Storing;

namespace Throughline.Data.Import.Running;

/// <summary>How far each import has come that runs now, for whoever looks on.</summary>
[OneForAll]
public sealed class ImportsUnderWay : IPart
{
    public const string Topic = "imports";

    private readonly ConcurrentDictionary<ImportId, ImportTally> _tallies = [];

    /// <summary>Null when it does not run.</summary>
    public ImportCounts? Now(ImportId id) => _tallies.TryGetValue(id, out var tally) ? tally.Now() : null;

    internal ImportTally Begin(ImportId id) => _tallies[id] = new ImportTally();

    internal void End(ImportId id) => _tallies.TryRemove(id, out _);
}
